using Rlm.Documents;
using Rlm.Evidence;
using Rlm.Runs;

namespace Rlm.Commands;

/// <summary>What a command came to.</summary>
public sealed record CommandOutcome
{
    /// <summary>Whether it did what it should.</summary>
    public required bool Success { get; init; }

    /// <summary>What the model is shown, before it is cut to the limit.</summary>
    public required string Output { get; init; }

    /// <summary>
    /// Length in bytes of a text of which <see cref="Output"/> holds only the two ends, or null when it holds all of it.
    /// </summary>
    public long? EndsOf { get; init; }

    /// <summary>The kind of failure in snake case, or null.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>What <c>store</c> keeps, or null when there is nothing to keep.</summary>
    public Text? Value { get; init; }

    /// <summary>The final answer, for the commands that end a run; otherwise null.</summary>
    public string? Answer { get; init; }

    /// <summary>What an analysis took, or null.</summary>
    public AnalysisFacts? Analysis { get; init; }

    /// <summary>The bytes of documents that it reads out or was computed from; set by <see cref="CommandRunner"/>.</summary>
    internal SourceRanges Sources { get; init; } = SourceRanges.None;

    /// <summary>Whether <see cref="Value"/> is known to come from <see cref="Sources"/>, rather than computed from what was read.</summary>
    internal bool ReadsOut { get; init; }

    /// <summary>A result that is shown as it is kept.</summary>
    public static CommandOutcome Done(string output) => Done(output, Text.FromText(output));

    /// <summary>A result that is shown in another form than it is kept in.</summary>
    public static CommandOutcome Done(string output, Text? value) => new() { Success = true, Output = output, Value = value };

    /// <summary>A failure, worded for the model.</summary>
    public static CommandOutcome Failed(string code, string message) => new() { Success = false, ErrorCode = code, Output = message };
}
