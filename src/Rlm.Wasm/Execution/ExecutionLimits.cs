namespace Rlm.Wasm.Execution;

/// <summary>What one execution may use. Every limit is enforced by the runtime, not by the guest.</summary>
/// <param name="Fuel">Units of work, about one per WebAssembly instruction, over all parts of the execution.</param>
/// <param name="MemoryBytes">Linear memory of all instances that run at once, 64 KiB to 4 GiB.</param>
/// <param name="WallClock">Time from the first instruction to the last, without that in which all that runs waits for the host.</param>
/// <param name="OutputBytes">Size of the result, and of each intermediate result that <c>merge</c> sees.</param>
public sealed record ExecutionLimits(ulong Fuel, long MemoryBytes, TimeSpan WallClock, int OutputBytes)
{
    private const ulong BaseFuel = 5_000_000_000;
    private const ulong FuelPerByte = 20_000;
    private const long BaseMemory = 256L << 20;
    private const long MemoryPerByte = 16;

    /// <summary>Most memory that a 32-bit module can address: 4 GiB.</summary>
    public const long MaxMemoryBytes = 4L << 30;

    /// <summary>
    /// The limits for inputs of this size: what <paramref name="options"/> sets, and for the rest defaults that grow
    /// with the input. Over ordinary analyses the median use is 47 fuel and 1.4 bytes of memory a byte of input; a
    /// regex-heavy one takes 1,800 fuel, a JSON tree 11 bytes.
    /// </summary>
    /// <param name="inputBytes">Size of all inputs together.</param>
    /// <param name="options">Explicit settings, which win over the defaults.</param>
    public static ExecutionLimits For(long inputBytes, ExecutionOptions options) => new(
        options.FuelLimit ?? BaseFuel + (FuelPerByte * (ulong)inputBytes),
        Math.Min(options.MemoryLimit ?? BaseMemory + (MemoryPerByte * inputBytes), MaxMemoryBytes),
        options.Timeout,
        options.OutputLimit);
}
