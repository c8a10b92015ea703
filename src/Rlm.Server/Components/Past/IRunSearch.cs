using Rlm.Traces;

namespace Rlm.Server.Components.Past;

/// <summary>Finds past runs.</summary>
internal interface IRunSearch
{
    /// <summary>Runs whose question or answer has all the words of the query, the newest first; all runs when it has none.</summary>
    /// <param name="query">Words.</param>
    /// <param name="offset">How many to pass over.</param>
    /// <param name="limit">At most so many.</param>
    RunMatches Find(string query, int offset, int limit);
}

/// <summary>Runs that were found.</summary>
/// <param name="Runs">Those that were asked for.</param>
/// <param name="Total">How many there are in all.</param>
internal sealed record RunMatches(IReadOnlyList<RunSummary> Runs, int Total);
