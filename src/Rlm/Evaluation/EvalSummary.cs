namespace Rlm.Evaluation;

/// <summary>What an evaluation came to.</summary>
/// <param name="All">All tasks together.</param>
/// <param name="Tasks">Each task that was run, in the order of the file.</param>
public sealed record EvalSummary(EvalFigures All, IReadOnlyList<EvalTaskSummary> Tasks)
{
    /// <summary>Sums up.</summary>
    /// <param name="tasks">The tasks.</param>
    /// <param name="results">Their results; those of other tasks do not count.</param>
    /// <param name="runs">Runs of each task that count, the first ones.</param>
    public static EvalSummary Of(EvalTaskFile tasks, IReadOnlyList<EvalResult> results, int runs)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        ArgumentNullException.ThrowIfNull(results);
        var counted = results.Where(r => r.Run <= runs).ToLookup(r => r.Task);
        var each = tasks.Tasks.Where(t => counted.Contains(t.Id)).Select(t => new EvalTaskSummary(t.Id, EvalFigures.Of([.. counted[t.Id]]))).ToList();
        return new EvalSummary(EvalFigures.Of([.. tasks.Tasks.SelectMany(t => counted[t.Id])]), each);
    }
}

/// <summary>What the runs of one task came to.</summary>
/// <param name="Id">The task's id.</param>
/// <param name="Figures">Its figures.</param>
public sealed record EvalTaskSummary(string Id, EvalFigures Figures);
