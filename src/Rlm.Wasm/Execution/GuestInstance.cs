using System.Text;
using System.Text.Unicode;
using Wasmtime;

namespace Rlm.Wasm.Execution;

/// <summary>
/// One instance of a module in a store of its own: fresh memory, its own fuel. Used on one guest thread and thrown away.
/// Every method returns null when it went well and the error otherwise; after an error only the readings are of use.
/// </summary>
internal sealed class GuestInstance : IDisposable
{
    /// <summary>What the guest crate keeps of a log.</summary>
    private const int MaxLogBytes = 64 << 10;

    private const int MaxMessageBytes = 8 << 10;

    private readonly Store store;
    private readonly ulong fuel;
    private readonly long memoryLimit;
    private readonly GuestUse use;
    private Instance? instance;
    private GuestMemory memory;
    private uint stateAddress;

    /// <param name="limits">The limits of the whole execution.</param>
    /// <param name="fuel">What is left of its fuel.</param>
    /// <param name="deadline">What is left of its time.</param>
    public GuestInstance(ExecutionLimits limits, ulong fuel, Deadline deadline)
    {
        (this.fuel, memoryLimit, use) = (fuel, limits.MemoryBytes, new GuestUse(limits.Fuel, limits.MemoryBytes, 0, deadline));
        store = new Store(WasmRuntime.Engine);
        store.SetLimits(memoryLimit, tableElements: 100_000, instances: 1, tables: 4, memories: 1);
        store.Fuel = fuel;

        // One tick at a time: the callback sees both the time left and the cancellation at every tick.
        store.SetEpochDeadlineCallback(_ =>
        {
            deadline.ThrowIfOver();
            return 1;
        });
        store.SetEpochDeadline(1);
    }

    public ulong FuelUsed => fuel - store.Fuel;

    public long MemoryBytes => instance is null ? 0 : memory.Length;

    public WasmError? Start(AnalysisModule module) => Guarded(() =>
    {
        instance = new Instance(store, module.Native);
        memory = new GuestMemory(instance.GetMemory("memory")!);
        stateAddress = (uint)instance.GetFunction<int>("rlm_start")!();
        return null;
    });

    /// <summary>Lays an input into memory, reading straight into it.</summary>
    public WasmError? Load(AnalysisInput input, int index, string parameter)
    {
        if (input.Length > int.MaxValue)
        {
            return GuestErrors.InputTooLarge(parameter, input.Length, memoryLimit);
        }

        return Guarded(() =>
        {
            var address = (uint)instance!.GetFunction<int, int>("rlm_input")!((int)input.Length);
            if (address == 0 || !memory.TryGetSpan(address, input.Length, out var span))
            {
                return GuestErrors.InputTooLarge(parameter, input.Length, memoryLimit);
            }

            if (!input.TryRead(0, span))
            {
                return GuestErrors.InputChanged(parameter);
            }

            return Utf8.IsValid(span) ? LoadDocuments(input, index) : GuestErrors.InvalidInput(parameter, span);
        });
    }

    /// <summary>Lays a result of <c>analyze</c> into memory for <c>merge</c>.</summary>
    public WasmError? LoadPart(ReadOnlyMemory<byte> part) => Guarded(() =>
    {
        var address = (uint)instance!.GetFunction<int, int>("rlm_part")!(part.Length);
        if (address == 0 || !memory.TryGetSpan(address, part.Length, out var span))
        {
            return GuestErrors.PartsTooLarge(memoryLimit);
        }

        part.Span.CopyTo(span);
        return null;
    });

    /// <summary>Runs one of the module's two entry points and takes its result out.</summary>
    public WasmError? Call(string export, int outputLimit, out byte[] output)
    {
        byte[] result = [];
        var error = Guarded(() =>
        {
            instance!.GetAction(export)!();
            var state = ReadState();
            if (state.Output.Length > outputLimit)
            {
                return GuestErrors.OutputTooLarge(state.Output.Length, outputLimit);
            }

            if (!memory.TryGetSpan(state.Output.Address, state.Output.Length, out var span) || !Utf8.IsValid(span))
            {
                return GuestErrors.InvalidOutput();
            }

            if (state.Outcome != GuestState.Returned)
            {
                return GuestErrors.ReturnedError(Cut(span, MaxMessageBytes));
            }

            result = span.ToArray();
            return null;
        });
        output = result;
        return error;
    }

    /// <summary>What was printed up to now, also after an error.</summary>
    public string ReadLog()
    {
        var state = ReadState();
        var log = ReadText(state.Log, MaxLogBytes);
        return state.LogDropped == 0 ? log : $"{log}\n… and {state.LogDropped:N0} bytes more that were not kept\n";
    }

    public void Dispose() => store.Dispose();

    private WasmError? LoadDocuments(AnalysisInput input, int index)
    {
        if (input.Documents.Count == 0)
        {
            return null;
        }

        var declare = instance!.GetFunction<int, int, int, int, int>("rlm_document")!;
        foreach (var document in input.Documents)
        {
            var name = Encoding.UTF8.GetBytes(document.Name);
            var address = (uint)declare(index, (int)document.Start, (int)document.End, name.Length);
            if (!memory.TryGetSpan(address, name.Length, out var span))
            {
                return GuestErrors.InputTooLarge(document.Name, input.Length, memoryLimit);
            }

            name.CopyTo(span);
        }

        return null;
    }

    private WasmError? Guarded(Func<WasmError?> action)
    {
        try
        {
            return action();
        }
        catch (WasmtimeException exception) when (exception.InnerException is OperationCanceledException cancelled)
        {
            throw new OperationCanceledException(cancelled.Message, exception, cancelled.CancellationToken);
        }
        catch (WasmtimeException exception)
        {
            var state = ReadState();
            return GuestErrors.FromTrap(exception, state, ReadText(state.Panic, MaxMessageBytes), use with { MemoryBytes = MemoryBytes });
        }
    }

    private GuestState ReadState() =>
        stateAddress != 0 && memory.TryGetSpan(stateAddress, GuestState.Size, out var span) ? GuestState.Read(span) : default;

    // What a guest says of its texts is not trusted: a length is only believed up to what anybody would read.
    private string ReadText(GuestText text, int limit) =>
        instance is not null && memory.TryGetSpan(text.Address, text.Length, out var span) ? Cut(span, limit) : string.Empty;

    private static string Cut(ReadOnlySpan<byte> utf8, int limit)
    {
        if (utf8.Length <= limit)
        {
            return Encoding.UTF8.GetString(utf8);
        }

        var end = limit;
        while (end > 0 && (utf8[end] & 0xC0) == 0x80)
        {
            end--;
        }

        return Encoding.UTF8.GetString(utf8[..end]) + " …";
    }
}
