using Rlm.Traces;

namespace Rlm.Server.Components.Past;

/// <summary>Looks through the ends of all traces.</summary>
internal sealed class StoreSearch(RunStore store) : IRunSearch
{
    public RunMatches Find(string query, int offset, int limit)
    {
        var words = query.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var found = store.List().Where(r => words.All(w => Has(r, w))).ToList();
        return new RunMatches([.. found.Skip(offset).Take(limit)], found.Count);
    }

    private static bool Has(RunSummary run, string word) =>
        run.Question.Contains(word, StringComparison.OrdinalIgnoreCase)
        || run.Answer?.Contains(word, StringComparison.OrdinalIgnoreCase) == true
        || run.Id.StartsWith(word, StringComparison.OrdinalIgnoreCase);
}
