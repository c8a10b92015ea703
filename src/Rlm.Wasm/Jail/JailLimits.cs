namespace Rlm.Wasm.Jail;

/// <summary>What one process in the jail may use. The kernel enforces it (setrlimit(2)).</summary>
internal sealed record JailLimits
{
    /// <summary>Address space in bytes. rustc with less than 1 GiB prints errors that look like those of a source.</summary>
    public required long AddressSpaceBytes { get; init; }

    /// <summary>Processor time in seconds; a bound also where nobody watches the clock any more.</summary>
    public required int CpuSeconds { get; init; }

    /// <summary>Size of any file that is written.</summary>
    public long FileBytes { get; init; } = 256L << 20;

    /// <summary>Open files.</summary>
    public int OpenFiles { get; init; } = 256;

    /// <summary>Processes and threads. Does not bind root.</summary>
    public int Processes { get; init; } = 64;
}
