using Rlm.Traces;

namespace Rlm.Server.Search;

/// <summary>Runs that were found.</summary>
/// <param name="Runs">Those that were asked for, the newest first.</param>
/// <param name="Total">How many there are in all.</param>
internal sealed record RunMatches(IReadOnlyList<RunSummary> Runs, int Total);
