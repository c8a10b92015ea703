namespace Rlm.Bench.Measures.Load;

/// <summary>One question that was asked, and what came of it.</summary>
/// <param name="Number">Its number among all of the measure.</param>
/// <param name="Milliseconds">From before it was sent to after its answer.</param>
/// <param name="RunId">The run that answered, or null.</param>
/// <param name="Answer">The answer, or null.</param>
/// <param name="Error">What happened instead of an answer, or null.</param>
internal sealed record LoadRun(int Number, double Milliseconds, string? RunId, string? Answer, string? Error)
{
    /// <summary>How many documents there are that differ in length.</summary>
    private const int Lengths = 5_000;

    /// <summary>Lines that the document of a question has; no other of so many questions has as many, so that no answer can be another's.</summary>
    public static int Lines(int number) => (int)(number * 7_919L % Lengths) + 1;

    public bool IsWrong => Error is null && Answer != Lines(Number).ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>Questions that were asked with so many at once.</summary>
internal sealed record LoadPhase(string Name, int AtOnce, IReadOnlyList<LoadRun> Runs, TimeSpan Elapsed, TimeSpan Processor)
{
    public double PerSecond => Runs.Count / Elapsed.TotalSeconds;

    public double ProcessorMs => Processor.TotalMilliseconds / Runs.Count;

    public double Quantile(double share) => Sizes.Quantile(Runs.Select(r => r.Milliseconds), share);

    /// <summary>Two of the same with so many at once, one after the other, as one.</summary>
    public LoadPhase And(LoadPhase next) => this with { Runs = [.. Runs, .. next.Runs], Elapsed = Elapsed + next.Elapsed, Processor = Processor + next.Processor };
}
