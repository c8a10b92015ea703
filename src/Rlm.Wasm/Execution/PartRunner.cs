using System.Runtime.ExceptionServices;

namespace Rlm.Wasm.Execution;

/// <summary>Runs one entry point of a module in a fresh instance. Used by all guest threads of an execution at once.</summary>
internal sealed class PartRunner(AnalysisModule module, ExecutionLimits limits, TimeProvider time, Deadline deadline, HostCalls host)
{
    public PartResult Analyze(IReadOnlyList<AnalysisInput> inputs, Allowance allowance) => Run("rlm_analyze", allowance, guest =>
    {
        WasmError? failure = null;
        for (var i = 0; i < inputs.Count && failure is null; i++)
        {
            failure = guest.Load(inputs[i], i, module.Signature.Parameters[i]);
        }

        return failure;
    });

    public PartResult Merge(IReadOnlyList<ReadOnlyMemory<byte>> parts, Allowance allowance) => Run("rlm_merge", allowance, guest =>
    {
        WasmError? failure = null;
        for (var i = 0; i < parts.Count && failure is null; i++)
        {
            failure = guest.LoadPart(parts[i]);
        }

        return failure;
    });

    private PartResult Run(string export, Allowance allowance, Func<GuestInstance, WasmError?> load)
    {
        byte[]? output = null;
        WasmError? error = null;
        ExceptionDispatchInfo? thrown = null;
        var calls = new PartCalls(host, allowance);
        using var guest = new GuestInstance(limits, allowance, deadline, calls);
        var began = time.GetTimestamp();
        var (started, loaded) = (began, began);
        try
        {
            error = guest.Start(module);
            started = loaded = time.GetTimestamp();
            error ??= load(guest);
            deadline.ThrowIfCancelled();
            loaded = time.GetTimestamp();
            error ??= guest.Call(export, limits.OutputBytes, out output);
        }
        catch (Exception exception)
        {
            // Not hidden: thrown to the caller when the turn of this part comes.
            thrown = ExceptionDispatchInfo.Capture(exception);
        }

        return new PartResult(allowance)
        {
            Output = error is null && thrown is null ? output : null,
            Error = error,
            Thrown = thrown,
            Log = guest.ReadLog(),
            Skipped = guest.ReadSkipped(),
            FuelUsed = guest.FuelUsed,
            MemoryBytes = guest.MemoryBytes,
            Calls = calls.Made,
            WasShortOfMemory = guest.WasRefusedMemory || error?.Code is WasmErrorCode.OutOfMemory or WasmErrorCode.InputTooLarge,
            Timings = new ExecutionTimings(
                time.GetElapsedTime(began, started),
                time.GetElapsedTime(started, loaded),
                time.GetElapsedTime(loaded) - calls.Waited,
                calls.Waited),
        };
    }
}
