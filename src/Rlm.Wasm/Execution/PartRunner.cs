using System.Runtime.ExceptionServices;
using Rlm.Wasm.Caching.Parts;

namespace Rlm.Wasm.Execution;

/// <summary>Runs one entry point of a module in a fresh instance. Used by all guest threads of an execution at once.</summary>
internal sealed class PartRunner(AnalysisModule module, ExecutionLimits limits, TimeProvider time, Deadline deadline, HostCalls host)
{
    /// <summary>Runs <c>analyze</c>, unless what it comes to was kept.</summary>
    /// <param name="inputs">One for each parameter.</param>
    /// <param name="allowance">What it may use.</param>
    /// <param name="parts">What was kept, or null.</param>
    public PartResult Analyze(IReadOnlyList<AnalysisInput> inputs, Allowance allowance, PartSession? parts = null)
    {
        using var hash = parts?.BeginHash(deadline.ThrowIfCancelled);
        PartId? id = null;
        Part? found = null;
        var result = Run("rlm_analyze", allowance, Load, Find);
        if (parts is not null && !result.HasFailed)
        {
            var (start, bytes) = (inputs[0].Start, inputs.Sum(i => i.Length));
            if (found is not null)
            {
                parts.Used(start, bytes, id!.Value, found);
            }
            else
            {
                parts.Ran(start, bytes, result.FuelUsed, id, ToKeep(result));
            }
        }

        return result;

        WasmError? Load(GuestInstance guest)
        {
            WasmError? failure = null;
            for (var i = 0; i < inputs.Count && failure is null; i++)
            {
                failure = guest.Load(inputs[i], i, module.Signature.Parameters[i], hash);
            }

            id = failure is null ? hash?.Finish() : null;
            return failure;
        }

        Part? Find() => found = id is { } known && parts!.Find(known) is { } part && part.Fits(limits, allowance.Fuel) ? part : null;
    }

    public PartResult Merge(IReadOnlyList<ReadOnlyMemory<byte>> parts, Allowance allowance) => Run(
        "rlm_merge",
        allowance,
        guest =>
        {
            WasmError? failure = null;
            for (var i = 0; i < parts.Count && failure is null; i++)
            {
                failure = guest.LoadPart(parts[i]);
            }

            return failure;
        },
        () => null);

    // What depends on more than the inputs, or was a close shave, is not kept.
    private static Part? ToKeep(PartResult result) =>
        result.HasAsked || result.WasShortOfMemory || result.FuelUsed >= result.Allowance.Fuel
            ? null
            : new Part(result.Output!, result.Log, result.Skipped, result.FuelUsed, result.MemoryBytes);

    /// <param name="export">The entry point.</param>
    /// <param name="allowance">What it may use.</param>
    /// <param name="load">Lays the inputs into memory.</param>
    /// <param name="find">Then gives what the call would come to where that is known, or null.</param>
    private PartResult Run(string export, Allowance allowance, Func<GuestInstance, WasmError?> load, Func<Part?> find)
    {
        byte[]? output = null;
        Part? found = null;
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
            found = error is null ? find() : null;
            loaded = time.GetTimestamp();
            if (found is null)
            {
                error ??= guest.Call(export, limits.OutputBytes, out output);
            }
        }
        catch (Exception exception)
        {
            // Not hidden: thrown to the caller when the turn of this part comes.
            thrown = ExceptionDispatchInfo.Capture(exception);
        }

        return new PartResult(allowance)
        {
            Output = error is null && thrown is null ? found?.Output ?? output : null,
            Error = error,
            Thrown = thrown,
            Log = found?.Log ?? guest.ReadLog(),
            Skipped = found?.Skipped ?? guest.ReadSkipped(),
            FuelUsed = found?.FuelUsed ?? guest.FuelUsed,
            MemoryBytes = found?.MemoryBytes ?? guest.MemoryBytes,
            Calls = calls.Made,
            HasAsked = calls.HasAsked,
            IsCached = found is not null,
            WasShortOfMemory = guest.WasRefusedMemory || error?.Code is WasmErrorCode.OutOfMemory or WasmErrorCode.InputTooLarge,
            Timings = new ExecutionTimings(
                time.GetElapsedTime(began, started),
                time.GetElapsedTime(started, loaded),
                time.GetElapsedTime(loaded) - calls.Waited,
                calls.Waited),
        };
    }
}
