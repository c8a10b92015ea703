using Rlm.Analyses;
using Rlm.Documents;
using Rlm.Evidence;
using Rlm.Mending;
using Rlm.Runs;
using Rlm.Wasm.Execution;

namespace Rlm.Commands;

/// <summary>What commands work on: the documents and variables of one run, and the services that they may use.</summary>
public sealed class CommandContext
{
    /// <summary>The documents.</summary>
    public required DocumentSet Documents { get; init; }

    /// <summary>The named texts.</summary>
    public required Variables Variables { get; init; }

    /// <summary>Runs analyses.</summary>
    public required AnalysisRunner Analyses { get; init; }

    /// <summary>Asks the sub model, or null when there is none.</summary>
    public SubModel? SubModel { get; init; }

    /// <summary>Runs inside this run, or null when there is no model for them or the depth is used up.</summary>
    public NestedRuns? NestedRuns { get; init; }

    /// <summary>Writes and mends code, or null when there is no model for it.</summary>
    public CodeMender? Coder { get; init; }

    /// <summary>Told how far an analysis with <c>merge</c> has come; null: nobody is told.</summary>
    public IProgress<ExecutionProgress>? Progress { get; init; }

    /// <summary>Characters of output that the model is shown.</summary>
    public required int OutputLimit { get; init; }

    /// <summary>What the answer rests on.</summary>
    internal EvidenceLedger Evidence { get; } = new();

    /// <summary>The text that <c>on</c> names, or a failure that says what exists.</summary>
    internal Text? Resolve(string? on, out CommandOutcome? problem)
    {
        var text = Variables.Find(on ?? Commands.Variables.Context);
        problem = text is null
            ? CommandOutcome.Failed("unknown_variable", $"There is no variable or document `{on}`. There are: {Variables.Describe()}.")
            : null;
        return text;
    }
}
