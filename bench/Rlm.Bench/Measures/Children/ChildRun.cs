namespace Rlm.Bench.Measures.Children;

/// <summary>A whole process, from before its start to after its end.</summary>
/// <param name="Output">What it wrote to standard output.</param>
/// <param name="Errors">What it wrote to standard error.</param>
/// <param name="Exit">Its exit status; 128 and the signal when one ended it.</param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="PeakBytes">The most memory that it had resident, as the kernel counts it.</param>
/// <param name="Processor">User and system time of all its threads.</param>
internal sealed record ChildRun(string Output, string Errors, int Exit, TimeSpan Elapsed, long PeakBytes, TimeSpan Processor)
{
    /// <summary>Its output, when it did what it should.</summary>
    public string Result => Exit == 0 ? Output.Trim() : throw new InvalidOperationException($"A measured program ended with {Exit}:\n{Errors}{Output}");
}
