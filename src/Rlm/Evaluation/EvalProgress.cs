namespace Rlm.Evaluation;

/// <summary>A run of an evaluation began or ended.</summary>
/// <param name="Task">The task's id.</param>
/// <param name="Run">Which run of it, from 1.</param>
/// <param name="Result">What it came to, or null when it begins.</param>
/// <param name="Done">Runs that are finished, those of earlier calls among them.</param>
/// <param name="Total">Runs that are asked for.</param>
public sealed record EvalProgress(string Task, int Run, EvalResult? Result, int Done, int Total);
