using Rlm.Models;
using Rlm.Runs;

namespace Rlm.Server.Runs;

/// <summary>What somebody wants to have answered.</summary>
internal sealed record RunOrder
{
    /// <summary>What is asked.</summary>
    public required string Question { get; init; }

    /// <summary>What it is asked of; whoever takes the order disposes of it.</summary>
    public required OrderDocuments Documents { get; init; }

    /// <summary>The key that it is asked with.</summary>
    public required string Owner { get; init; }

    /// <summary>JSON schema of the answer, or null.</summary>
    public string? Schema { get; init; }

    /// <summary>Limits of the run; null: those of the configuration.</summary>
    public RunLimits? Limits { get; init; }

    /// <summary>Models to ask instead of the configured ones, or null; whoever takes the order disposes of them.</summary>
    public ModelPool? Models { get; init; }

    /// <summary>What happens when nobody watches any more.</summary>
    public WhenLeft WhenLeft { get; init; }
}

/// <summary>What happens to a run that nobody watches any more.</summary>
internal enum WhenLeft
{
    /// <summary>It stops.</summary>
    Stop,

    /// <summary>It stops when nobody came back in time.</summary>
    StopLater,

    /// <summary>It goes on to its end.</summary>
    GoOn,
}
