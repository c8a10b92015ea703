using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;
using Rlm.Wasm.Caching.Parts;
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

    private readonly Store _store;
    private readonly ulong _fuel;
    private readonly long _memoryLimit;
    private readonly GuestUse _use;
    private readonly HostPort _port;
    private Instance? _instance;
    private GuestMemory _memory;
    private uint _stateAddress;

    /// <param name="limits">The limits of the whole execution.</param>
    /// <param name="allowance">What this instance may use of them.</param>
    /// <param name="deadline">What is left of its time.</param>
    /// <param name="calls">Where its calls go.</param>
    public GuestInstance(ExecutionLimits limits, Allowance allowance, Deadline deadline, PartCalls calls)
    {
        _port = new HostPort(calls);
        (_fuel, _memoryLimit) = (allowance.Fuel, allowance.MemoryBytes);
        _use = new GuestUse(limits.Fuel, _memoryLimit, 0, deadline);
        _store = new Store(WasmRuntime.Engine);
        _store.SetLimits(_memoryLimit, tableElements: 100_000, instances: 1, tables: 4, memories: 1);
        _store.Fuel = _fuel;

        // One tick at a time: the callback sees both the time left and the cancellation at every tick.
        _store.SetEpochDeadlineCallback(_ =>
        {
            deadline.ThrowIfOver();
            return 1;
        });
        _store.SetEpochDeadline(1);
    }

    public ulong FuelUsed => _fuel - _store.Fuel;

    public long MemoryBytes => _instance is null ? 0 : _memory.Length;

    /// <summary>Whether an allocation was refused, also one that the code did without.</summary>
    public bool WasRefusedMemory => ReadState().Refused > 0;

    public WasmError? Start(AnalysisModule module) => Guarded(() =>
    {
        _instance = module.CallsHost
            ? new Instance(_store, module.Native, HostImports.Bind(_store, module.Native, _port))
            : new Instance(_store, module.Native);
        _memory = new GuestMemory(_instance.GetMemory("memory")!);
        _port.Open(_memory);
        _stateAddress = (uint)_instance.GetFunction<int>("rlm_start")!();
        return null;
    });

    /// <summary>Lays an input into memory, reading straight into it, and hashes it there where it is asked for.</summary>
    public WasmError? Load(AnalysisInput input, int index, string parameter, PartHash? hash = null)
    {
        if (input.Length > int.MaxValue)
        {
            return GuestErrors.InputTooLarge(parameter, input.Length, _memoryLimit);
        }

        return Guarded(() =>
        {
            var address = (uint)_instance!.GetFunction<int, int>("rlm_input")!((int)input.Length);
            if (address == 0 || !_memory.TryGetSpan(address, input.Length, out var span))
            {
                return GuestErrors.InputTooLarge(parameter, input.Length, _memoryLimit);
            }

            LargePages.Advise(_memory.Start, input.Length, _memoryLimit);
            if (!input.TryRead(0, span))
            {
                return GuestErrors.InputChanged(parameter);
            }

            if (!Utf8.IsValid(span))
            {
                return GuestErrors.InvalidInput(parameter, span, input.Start);
            }

            hash?.Append(input, span);
            return LoadDocuments(input, index);
        });
    }

    /// <summary>Lays a result of <c>analyze</c> into memory for <c>merge</c>.</summary>
    public WasmError? LoadPart(ReadOnlyMemory<byte> part) => Guarded(() =>
    {
        var address = (uint)_instance!.GetFunction<int, int>("rlm_part")!(part.Length);
        if (address == 0 || !_memory.TryGetSpan(address, part.Length, out var span))
        {
            return GuestErrors.PartsTooLarge(_memoryLimit);
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
            _instance!.GetAction(export)!();
            var state = ReadState();
            if (state.Output.Length > outputLimit)
            {
                return GuestErrors.OutputTooLarge(state.Output.Length, outputLimit);
            }

            if (!_memory.TryGetSpan(state.Output.Address, state.Output.Length, out var span) || !Utf8.IsValid(span))
            {
                return GuestErrors.InvalidOutput();
            }

            switch (state.Outcome)
            {
                case GuestState.Returned:
                    result = span.ToArray();
                    return null;
                case GuestState.ReturnedError:
                    return GuestErrors.ReturnedError(Cut(span, MaxMessageBytes));
                default:
                    return GuestErrors.NoResult(export);
            }
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

    /// <summary>What the code said that it left out up to now, also after an error.</summary>
    public SkippedLines ReadSkipped()
    {
        var state = ReadState();
        if (state.Skipped == 0)
        {
            return SkippedLines.None;
        }

        var samples = new List<string>();
        for (var i = 0u; i < Math.Min(state.Skipped, SkippedLines.MaxSamples); i++)
        {
            if (ReadSample((ulong)state.Samples + (i * GuestState.SampleSize)) is { } sample)
            {
                samples.Add(sample);
            }
        }

        return new SkippedLines(state.Skipped, samples);
    }

    public void Dispose() => _store.Dispose();

    private WasmError? LoadDocuments(AnalysisInput input, int index)
    {
        if (input.Documents.Count == 0)
        {
            return null;
        }

        var declare = _instance!.GetFunction<int, int, int, int, int>("rlm_document")!;
        foreach (var document in input.Documents)
        {
            var name = Encoding.UTF8.GetBytes(document.Name);
            var address = (uint)declare(index, (int)document.Start, (int)document.End, name.Length);
            if (!_memory.TryGetSpan(address, name.Length, out var span))
            {
                return GuestErrors.InputTooLarge(document.Name, input.Length, _memoryLimit);
            }

            name.CopyTo(span);
        }

        return null;
    }

    private WasmError? Guarded(Func<WasmError?> action)
    {
        // An instance that lives shorter than a tick may never be asked by its epoch; a thousand of them are a long time.
        if (_use.Deadline.HasPassed)
        {
            return GuestErrors.TimedOut(_use.Deadline);
        }

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
            _port.ThrowIfHostFailed();
            var state = ReadState();
            return GuestErrors.FromTrap(exception, state, ReadText(state.Panic, MaxMessageBytes), _use with { MemoryBytes = MemoryBytes });
        }
    }

    private GuestState ReadState() =>
        _stateAddress != 0 && _memory.TryGetSpan(_stateAddress, GuestState.Size, out var span) ? GuestState.Read(span) : default;

    // What a guest says of its texts is not trusted: a length is only believed up to what anybody would read.
    private string ReadText(GuestText text, int limit) =>
        _instance is not null && _memory.TryGetSpan(text.Address, text.Length, out var span) ? Cut(span, limit) : string.Empty;

    private string? ReadSample(ulong address)
    {
        if (address > uint.MaxValue || !_memory.TryGetSpan((uint)address, GuestState.SampleSize, out var span))
        {
            return null;
        }

        var length = Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(span), GuestState.SampleTextSize);
        return Encoding.UTF8.GetString(span.Slice(sizeof(uint), (int)length));
    }

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
