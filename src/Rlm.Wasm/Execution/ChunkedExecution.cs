using Rlm.Wasm.Caching.Parts;

namespace Rlm.Wasm.Execution;

/// <summary>One execution of an analysis, from its first instance to its outcome: in one piece, or in chunks that are merged.</summary>
internal sealed class ChunkedExecution : IDisposable
{
    /// <summary>What an instance needs besides its input; most take 1.4 bytes a byte of input.</summary>
    private const long BaseMemory = 2 << 20;

    private const int MemoryPerByte = 2;

    private readonly AnalysisModule _module;
    private readonly ExecutionLimits _limits;
    private readonly IProgress<ExecutionProgress>? _progress;
    private readonly CancellationToken _cancellation;
    private readonly CancellationTokenSource _rest;
    private readonly Deadline _deadline;
    private readonly PartRunner _runner;
    private readonly ExecutionAccount _account;

    public ChunkedExecution(
        AnalysisModule module,
        ExecutionLimits limits,
        TimeProvider time,
        IHostCalls? host,
        ExecutionContext? context,
        IProgress<ExecutionProgress>? progress,
        CancellationToken cancellationToken)
    {
        (_module, _limits, _progress, _cancellation) = (module, limits, progress, cancellationToken);
        _rest = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _deadline = new Deadline(time, limits.WallClock, _rest.Token, cancellationToken);
        _runner = new PartRunner(
            module, limits, time, _deadline, new HostCalls(host, context, time, _deadline, _rest.Token, cancellationToken));
        _account = new ExecutionAccount(limits);
    }

    public ExecutionOutcome Fail(WasmError error) => _account.Finish(null, error);

    /// <summary>Without <c>merge</c>: one instance.</summary>
    public ExecutionOutcome RunWhole(IReadOnlyList<AnalysisInput> inputs) => Finish(_runner.Analyze(inputs, _account.Left));

    /// <summary>With <c>merge</c>: an instance a chunk of the first input, and one for <c>merge</c>.</summary>
    /// <param name="inputs">One for each parameter.</param>
    /// <param name="chunkBytes">The size that chunks are cut at, or null for the usual one.</param>
    /// <param name="atOnce">How many run at once at most.</param>
    /// <param name="cache">Where results of chunks are kept, or null.</param>
    public ExecutionOutcome RunChunks(IReadOnlyList<AnalysisInput> inputs, long? chunkBytes, int atOnce, PartCache? cache)
    {
        if (Cut(inputs, chunkBytes) is not { } slices)
        {
            return Fail(GuestErrors.InputChanged(_module.Signature.Parameters[0]));
        }

        _account.Chunks = slices.Count;
        IReadOnlyList<AnalysisInput> others = [.. inputs.Skip(1)];
        var kept = cache?.Begin(_module.Key, inputs);
        var chunks = new ParallelChunks(
            slices, (slice, allowance) => _runner.Analyze([slice, .. others], allowance, kept), _account, _deadline, _limits, _rest.Cancel, _progress);
        IReadOnlyList<ReadOnlyMemory<byte>>? parts;
        try
        {
            parts = chunks.Run(AtOnce(atOnce, slices, others));
        }
        finally
        {
            // Also of an execution that failed or was given up: then the next one has less to do.
            kept?.Close();
        }

        if (parts is not null)
        {
            return Finish(_runner.Merge(parts, _account.Left));
        }

        Throw(chunks.Failure!);
        return Fail(chunks.Failure!.Error is { } error
            ? GuestErrors.InChunk(error, Place(inputs[0], slices, chunks.Failed))
            : GuestErrors.PartsTooLarge(_limits.MemoryBytes));
    }

    public void Dispose() => _rest.Dispose();

    private ExecutionOutcome Finish(PartResult last)
    {
        _account.Add(last);
        Throw(last);
        return _account.Finish(last.Output, last.Error);
    }

    private void Throw(PartResult part)
    {
        if (part.Thrown is { } thrown)
        {
            // Hosts are given a token of our own; who cancelled is to see theirs.
            _cancellation.ThrowIfCancellationRequested();
            thrown.Throw();
        }
    }

    private List<AnalysisInput>? Cut(IReadOnlyList<AnalysisInput> inputs, long? chunkBytes)
    {
        var input = inputs[0];
        var size = chunkBytes ?? LineChunks.SizeFor(input.Length, inputs.Skip(1).Sum(i => i.Length));
        var cuts = input.MayBeCut ? LineChunks.Cut(input, size, _cancellation) : [input.Length];
        if (cuts is not { } ends)
        {
            return null;
        }

        var slices = new List<AnalysisInput>(ends.Count);
        var start = 0L;
        foreach (var end in ends)
        {
            slices.Add(new InputSlice(input, start, end));
            start = end;
        }

        return slices;
    }

    // A chunk that needs more than its share gets all of the memory, alone: this only spares most of them the second time.
    private int AtOnce(int atOnce, List<AnalysisInput> slices, IReadOnlyList<AnalysisInput> others)
    {
        var largest = slices.Max(s => s.Length) + others.Sum(o => o.Length);
        var fitting = _limits.MemoryBytes / (BaseMemory + (MemoryPerByte * largest));
        return (int)Math.Clamp(Math.Min(atOnce, fitting), 1, slices.Count);
    }

    private string? Place(AnalysisInput whole, List<AnalysisInput> slices, int index)
    {
        if (slices.Count == 1)
        {
            return null;
        }

        var slice = slices[index];
        var place = ChunkPlace.Describe(whole, _module.Signature.Parameters[0], slice.Start, slice.Start + slice.Length, _cancellation);
        return $"{place}, chunk {index + 1:N0} of {slices.Count:N0}";
    }
}
