using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Wasmtime;

namespace Rlm.Wasm.Execution;

/// <summary>
/// One run of hand-written WebAssembly in a store of its own. The text lies behind everything that the module declared, in
/// pages that were added for it, so that the module need not say where it wants it.
/// </summary>
internal sealed class WatInstance : IDisposable
{
    public const int MaxTableElements = 100_000;

    private const int PageBytes = 64 << 10;

    private readonly ExecutionLimits _limits;
    private readonly Deadline _deadline;
    private readonly TimeProvider _time;
    private readonly Store _store;
    private Instance? _instance;
    private Memory? _memory;
    private GuestText? _text;

    public WatInstance(ExecutionLimits limits, Deadline deadline, TimeProvider time)
    {
        (_limits, _deadline, _time) = (limits, deadline, time);
        _store = new Store(WasmRuntime.Engine);
        _store.SetLimits(limits.MemoryBytes, tableElements: MaxTableElements, instances: 1, tables: 4, memories: 1);
        _store.Fuel = limits.Fuel;
        _store.SetEpochDeadlineCallback(_ =>
        {
            deadline.ThrowIfOver();
            return 1;
        });
        _store.SetEpochDeadline(1);
    }

    private GuestMemory Memory => new(_memory!);

    public static ExecutionOutcome Failed(WasmError error) => new()
    {
        Error = error,
        Log = string.Empty,
        FuelUsed = 0,
        MemoryBytes = 0,
        Chunks = 1,
        Timings = default,
    };

    /// <summary>Lays the text into memory, calls the function, and takes its result.</summary>
    public ExecutionOutcome Run(WatModule module, AnalysisInput input)
    {
        WasmError? error = null;
        byte[]? output = null;
        var began = _time.GetTimestamp();
        var (started, loaded) = (began, began);
        try
        {
            // What the module does at its start is under the same limits.
            _instance = new Instance(_store, module.Native);
            _memory = _instance.GetMemory("memory")!;
            started = loaded = _time.GetTimestamp();
            error = Load(input);
            _deadline.ThrowIfCancelled();
            loaded = _time.GetTimestamp();
            output = error is null ? Call(module, out error) : null;
        }
        catch (WasmtimeException exception) when (exception.InnerException is OperationCanceledException cancelled)
        {
            throw new OperationCanceledException(cancelled.Message, exception, cancelled.CancellationToken);
        }
        catch (WasmtimeException exception)
        {
            error = WatErrors.FromTrap(exception, new GuestUse(_limits.Fuel, _limits.MemoryBytes, MemoryBytes, _deadline), _text);
        }

        return new ExecutionOutcome
        {
            Output = output is null ? (ReadOnlyMemory<byte>?)null : output,
            Error = error,
            Log = string.Empty,
            FuelUsed = _limits.Fuel - _store.Fuel,
            MemoryBytes = MemoryBytes,
            Chunks = 1,
            Timings = new ExecutionTimings(
                _time.GetElapsedTime(began, started), _time.GetElapsedTime(started, loaded), _time.GetElapsedTime(loaded), TimeSpan.Zero),
        };
    }

    public void Dispose() => _store.Dispose();

    private long MemoryBytes => _memory is null ? 0 : Memory.Length;

    private WasmError? Load(AnalysisInput input)
    {
        var address = Memory.Length;
        if (input.Length > int.MaxValue || address + input.Length > _limits.MemoryBytes || !TryGrow(input.Length))
        {
            return WatErrors.InputTooLarge(input.Length, address, _limits.MemoryBytes);
        }

        // A memory of 4 GiB ends at an address that does not exist; only an empty text can lie there.
        _text = new GuestText(unchecked((uint)address), (uint)input.Length);
        if (input.Length == 0)
        {
            return null;
        }

        if (!Memory.TryGetSpan(_text.Value.Address, input.Length, out var span))
        {
            return WatErrors.InputTooLarge(input.Length, address, _limits.MemoryBytes);
        }

        return !input.TryRead(0, span) ? WatErrors.InputChanged() : Utf8.IsValid(span) ? null : WatErrors.InputNotUtf8();
    }

    private bool TryGrow(long bytes)
    {
        try
        {
            _memory!.Grow((bytes + PageBytes - 1) / PageBytes);
            return true;
        }
        catch (WasmtimeException)
        {
            // Its own maximum or the limit: both are told as one error.
            return false;
        }
    }

    private byte[]? Call(WatModule module, out WasmError? error)
    {
        var result = _instance!.GetFunction(module.Function)!.Invoke((int)_text!.Value.Address, (int)_text.Value.Length);
        error = null;
        if (module.ReturnsText)
        {
            var pair = (object?[])result!;
            return Text((uint)(int)pair[0]!, (uint)(int)pair[1]!, out error);
        }

        var number = (IFormattable)result!;
        return Encoding.UTF8.GetBytes(number.ToString(null, CultureInfo.InvariantCulture));
    }

    private byte[]? Text(uint address, uint length, out WasmError? error)
    {
        error = null;
        if (length > _limits.OutputBytes)
        {
            error = WatErrors.OutputTooLarge(length, _limits.OutputBytes);
            return null;
        }

        if (!Memory.TryGetSpan(address, length, out var span))
        {
            error = WatErrors.OutputOutside(address, length, Memory.Length);
            return null;
        }

        if (!Utf8.IsValid(span))
        {
            error = WatErrors.OutputNotUtf8();
            return null;
        }

        return span.ToArray();
    }
}
