using System.Text;

namespace Rlm.Wasm.Execution;

/// <summary>The account of one execution over all of its instances.</summary>
internal sealed class ExecutionAccount(AnalysisModule module, ExecutionLimits limits, TimeProvider time, Deadline deadline, HostCalls calls)
{
    /// <summary>Each part keeps its head; so does the whole.</summary>
    private const int MaxLogCharacters = 1 << 20;

    private readonly StringBuilder _log = new();
    private ExecutionTimings _timings;
    private ulong _fuelUsed;
    private long _memoryBytes;
    private SkippedLines _skipped = SkippedLines.None;
    private WasmError? _error;

    public ExecutionLimits Limits => limits;

    public int Chunks { get; set; } = 1;

    public byte[]? Analyze(IReadOnlyList<AnalysisInput> inputs) => Run("rlm_analyze", guest =>
    {
        WasmError? failure = null;
        for (var i = 0; i < inputs.Count && failure is null; i++)
        {
            failure = guest.Load(inputs[i], i, module.Signature.Parameters[i]);
        }

        return failure;
    });

    public byte[]? Merge(List<ReadOnlyMemory<byte>> parts) => Run("rlm_merge", guest =>
    {
        WasmError? failure = null;
        for (var i = 0; i < parts.Count && failure is null; i++)
        {
            failure = guest.LoadPart(parts[i]);
        }

        return failure;
    });

    public ExecutionOutcome Fail(WasmError failure)
    {
        _error = failure;
        return Finish(null);
    }

    public ExecutionOutcome Finish(byte[]? output) => new()
    {
        Output = output is null ? (ReadOnlyMemory<byte>?)null : output,
        Error = _error,
        Log = _log.ToString(),
        Skipped = _skipped,
        FuelUsed = _fuelUsed,
        MemoryBytes = _memoryBytes,
        Chunks = Chunks,
        Timings = _timings,
    };

    private byte[]? Run(string export, Func<GuestInstance, WasmError?> load)
    {
        byte[]? output = null;
        using var guest = new GuestInstance(limits, limits.Fuel - _fuelUsed, deadline, calls);
        var began = time.GetTimestamp();
        _error = guest.Start(module);
        var started = time.GetTimestamp();
        _error ??= load(guest);
        deadline.ThrowIfCancelled();
        var (loaded, paused) = (time.GetTimestamp(), deadline.Paused);
        if (_error is null)
        {
            _error = guest.Call(export, limits.OutputBytes, out output);
        }

        var waited = deadline.Paused - paused;
        _timings += new ExecutionTimings(
            time.GetElapsedTime(began, started), time.GetElapsedTime(started, loaded), time.GetElapsedTime(loaded) - waited, waited);
        _skipped = _skipped.Then(guest.ReadSkipped());
        _fuelUsed += guest.FuelUsed;
        _memoryBytes = Math.Max(_memoryBytes, guest.MemoryBytes);
        if (_log.Length < MaxLogCharacters)
        {
            _log.Append(guest.ReadLog());
        }

        return _error is null ? output : null;
    }
}
