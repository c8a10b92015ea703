using System.Text;

namespace Rlm.Wasm.Execution;

/// <summary>The account of one execution over all of its instances.</summary>
internal sealed class ExecutionAccount(AnalysisModule module, ExecutionLimits limits, TimeProvider time, Deadline deadline)
{
    private readonly StringBuilder log = new();
    private ExecutionTimings timings;
    private ulong fuelUsed;
    private long memoryBytes;
    private WasmError? error;

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
        error = failure;
        return Finish(null);
    }

    public ExecutionOutcome Finish(byte[]? output) => new()
    {
        Output = output is null ? (ReadOnlyMemory<byte>?)null : output,
        Error = error,
        Log = log.ToString(),
        FuelUsed = fuelUsed,
        MemoryBytes = memoryBytes,
        Chunks = Chunks,
        Timings = timings,
    };

    private byte[]? Run(string export, Func<GuestInstance, WasmError?> load)
    {
        byte[]? output = null;
        using var guest = new GuestInstance(limits, limits.Fuel - fuelUsed, deadline);
        var began = time.GetTimestamp();
        error = guest.Start(module);
        var started = time.GetTimestamp();
        error ??= load(guest);
        deadline.ThrowIfCancelled();
        var loaded = time.GetTimestamp();
        if (error is null)
        {
            error = guest.Call(export, limits.OutputBytes, out output);
        }

        timings += new ExecutionTimings(
            time.GetElapsedTime(began, started), time.GetElapsedTime(started, loaded), time.GetElapsedTime(loaded));
        fuelUsed += guest.FuelUsed;
        memoryBytes = Math.Max(memoryBytes, guest.MemoryBytes);
        log.Append(guest.ReadLog());
        return error is null ? output : null;
    }
}
