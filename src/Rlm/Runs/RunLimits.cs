namespace Rlm.Runs;

/// <summary>What a whole run may take, with all that is asked on its way.</summary>
public sealed record RunLimits
{
    /// <summary>US dollars that a run may cost when nobody set a limit.</summary>
    public const double DefaultCostUsd = 5;

    /// <summary>Turns of the root model, 1 to 1,000. Default: 20. One more is granted to answer when they are used up.</summary>
    public int MaxIterations { get; init; } = 20;

    /// <summary>
    /// Calls of models besides: questions of commands and analyses, code that is mended, turns of nested runs; 0 to
    /// 1,000,000. Default: 100.
    /// </summary>
    public int MaxSubCalls { get; init; } = 100;

    /// <summary>Runs inside runs, 0 to 10. Default: 2.</summary>
    public int MaxDepth { get; init; } = 2;

    /// <summary>Tokens sent and written, 1,000 to 10,000,000,000. Default: 2,000,000.</summary>
    public long MaxTokens { get; init; } = 2_000_000;

    /// <summary>
    /// US dollars, more than 0. Null: <see cref="DefaultCostUsd"/>, counted where the prices are known. When it is set, a
    /// model without a price is refused.
    /// </summary>
    public double? MaxCostUsd { get; init; }

    /// <summary>Time of the whole run, 1 second to 30 days. Default: 1 hour.</summary>
    public TimeSpan MaxTime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Characters of a command's output that the model sees, 200 to 1,000,000. Default: 6,000.</summary>
    public int OutputLimit { get; init; } = 6_000;

    /// <summary>
    /// Documents of so many bytes or fewer go to the model whole, in one call without commands; 0 to 1,000,000. Default: 0,
    /// which is never.
    /// </summary>
    public int BypassThreshold { get; init; }

    /// <summary>The limit of money in force, US dollars.</summary>
    internal double CostLimit => MaxCostUsd ?? DefaultCostUsd;
}
