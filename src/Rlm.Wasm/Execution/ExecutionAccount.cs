using System.Text;

namespace Rlm.Wasm.Execution;

/// <summary>
/// The account of one execution. Parts are added in document order, whenever they ran, so that what an execution used, said
/// and failed with is the same on any number of cores.
/// </summary>
internal sealed class ExecutionAccount(ExecutionLimits limits)
{
    /// <summary>Each part keeps its head; so does the whole.</summary>
    private const int MaxLogCharacters = 1 << 20;

    private readonly StringBuilder _log = new();
    private ExecutionTimings _timings;
    private ulong _fuelUsed;
    private int _calls;
    private int _cachedChunks;
    private long _memoryBytes;
    private SkippedLines _skipped = SkippedLines.None;

    public int Chunks { get; set; } = 1;

    /// <summary>What the next part may use, when no other one runs meanwhile.</summary>
    public Allowance Left => new(limits.Fuel - _fuelUsed, limits.MemoryBytes, HostCalls.MaxCalls - _calls, IsExact: true);

    /// <summary>What a part may use that runs beside others before its turn.</summary>
    /// <param name="atOnce">How many share the memory.</param>
    public Allowance Ahead(int atOnce) => Left with { MemoryBytes = limits.MemoryBytes / atOnce, IsExact = false };

    /// <summary>Whether the part whose turn it is would have been the same with <see cref="Left"/>.</summary>
    public bool Stands(PartResult part) =>
        part.Allowance.IsExact
        || (part.Thrown?.SourceException is not AllowanceException
            && !part.WasShortOfMemory
            && part.Calls <= Left.Calls

            // Who uses exactly what is left may be stopped by it or not: that depends on where fuel is looked at last.
            && (part.FuelUsed < Left.Fuel || part.Allowance.Fuel == Left.Fuel)
            && (part.Error?.Code is not WasmErrorCode.OutOfFuel || part.Allowance.Fuel == Left.Fuel));

    /// <summary>Adds the part whose turn it is.</summary>
    public void Add(PartResult part)
    {
        _timings += part.Timings;
        _skipped = _skipped.Then(part.Skipped);
        _fuelUsed += part.FuelUsed;
        _calls += part.Calls;
        _cachedChunks += part.IsCached ? 1 : 0;
        _memoryBytes = Math.Max(_memoryBytes, part.MemoryBytes);
        if (_log.Length < MaxLogCharacters)
        {
            _log.Append(part.Log);
        }
    }

    public ExecutionOutcome Finish(byte[]? output, WasmError? error) => new()
    {
        Output = output is null ? (ReadOnlyMemory<byte>?)null : output,
        Error = error,
        Log = _log.ToString(),
        Skipped = _skipped,
        FuelUsed = _fuelUsed,
        MemoryBytes = _memoryBytes,
        Chunks = Chunks,
        CachedChunks = _cachedChunks,
        Timings = _timings,
    };
}
