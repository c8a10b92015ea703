using Rlm.Models;
using Rlm.Runs;

namespace Rlm.Evaluation;

/// <summary>Which tasks are run, how often, by whom.</summary>
public sealed record EvalRequest
{
    /// <summary>The tasks.</summary>
    public required EvalTaskFile Tasks { get; init; }

    /// <summary>The models. Not disposed.</summary>
    public required ModelPool Models { get; init; }

    /// <summary>What one run may take.</summary>
    public RunLimits Limits { get; init; } = new();

    /// <summary>Runs of each task, 1 to 1,000. Default: 1.</summary>
    public int Runs { get; init; } = 1;

    /// <summary>Runs at the same time, 1 to 64. Default: 1.</summary>
    public int Parallel { get; init; } = 1;

    /// <summary>Whether runs whose result is an error, not an answer, are made again. Default: false.</summary>
    public bool RetryFailed { get; init; }

    /// <summary>Folder of the runs' traces, each named after its run. Null: none are kept.</summary>
    public string? TraceFolder { get; init; }
}
