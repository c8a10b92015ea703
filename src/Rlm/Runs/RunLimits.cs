namespace Rlm.Runs;

/// <summary>What a whole run may take.</summary>
public sealed record RunLimits
{
    /// <summary>Turns of the root model, 1 to 1,000. Default: 20. One more is granted to answer when they are used up.</summary>
    public int MaxIterations { get; init; } = 20;

    /// <summary>Questions that commands may put to a model, 0 to 1,000,000. Default: 100.</summary>
    public int MaxSubCalls { get; init; } = 100;

    /// <summary>Characters of a command's output that the model sees, 200 to 1,000,000. Default: 6,000.</summary>
    public int OutputLimit { get; init; } = 6_000;
}
