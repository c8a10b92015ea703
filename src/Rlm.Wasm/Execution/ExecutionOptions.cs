namespace Rlm.Wasm.Execution;

/// <summary>Limits that the user has set. What is null grows with the input; see <see cref="ExecutionLimits.For"/>.</summary>
public sealed record ExecutionOptions
{
    /// <summary>Fuel units of one execution, at least 1. Null: 5,000,000,000 and 20,000 a byte of input.</summary>
    public ulong? FuelLimit { get; init; }

    /// <summary>Bytes of linear memory, 64 KiB to 4 GiB. Null: 256 MiB and 16 times the input, at most 4 GiB.</summary>
    public long? MemoryLimit { get; init; }

    /// <summary>Wall clock of one execution without waiting for answers of the host, more than zero. Default: 30 seconds.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Bytes of a result, 1 to 1 GiB. Default: 64 MiB.</summary>
    public int OutputLimit { get; init; } = 64 << 20;

    /// <summary>
    /// How many chunks of one execution run at once, 1 to 1,024; fewer where they would not fit into the memory limit
    /// together. The result does not depend on it. Null: as many as there are processors.
    /// </summary>
    public int? Parallelism { get; init; }
}
