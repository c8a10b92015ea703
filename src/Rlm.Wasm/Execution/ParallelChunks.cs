using System.Runtime.ExceptionServices;

namespace Rlm.Wasm.Execution;

/// <summary>
/// Runs <c>analyze</c> over the chunks of an execution, several at once. Chunks begin in document order and their results
/// are taken in document order, so that nothing that comes out depends on the schedule: a chunk that reached a limit before
/// its turn runs once more when its turn comes, alone, with what is truly left; and the first failure in document order
/// ends all that come behind it.
/// </summary>
/// <param name="chunks">The inputs of each chunk.</param>
/// <param name="run">Runs one.</param>
/// <param name="account">Where results are added.</param>
/// <param name="deadline">Where it is noted who waits.</param>
/// <param name="limits">The limits of the execution.</param>
/// <param name="endRest">Ends the chunks behind one that failed.</param>
/// <param name="progress">Told of each chunk that is done, or null.</param>
internal sealed class ParallelChunks(
    IReadOnlyList<AnalysisInput> chunks,
    Func<AnalysisInput, Allowance, PartResult> run,
    ExecutionAccount account,
    Deadline deadline,
    ExecutionLimits limits,
    Action endRest,
    IProgress<ExecutionProgress>? progress)
{
    private readonly object _gate = new();
    private readonly List<ReadOnlyMemory<byte>> _parts = new(chunks.Count);

    /// <summary>Results before their turn.</summary>
    private readonly PartResult?[] _early = new PartResult?[chunks.Count];

    private int _atOnce;
    private int _begun;
    private int _running;
    private int _firstFailed = int.MaxValue;
    private long _heldBytes;
    private long _partBytes;
    private bool _again;
    private bool _alone;
    private bool _over;
    private ExceptionDispatchInfo? _broken;

    /// <summary>The chunk that failed, when there is no list of results.</summary>
    public int Failed { get; private set; }

    /// <summary>What it failed with; with null as its error it is the results that do not fit together.</summary>
    public PartResult? Failure { get; private set; }

    private int Done => _parts.Count;

    /// <summary>The results in document order, or null when a chunk failed.</summary>
    /// <param name="atOnce">How many chunks run at once, at least 1.</param>
    public IReadOnlyList<ReadOnlyMemory<byte>>? Run(int atOnce)
    {
        _atOnce = atOnce;
        var helpers = new List<Task<bool>>();
        try
        {
            while (helpers.Count + 1 < atOnce)
            {
                helpers.Add(GuestThreads.Run(Help));
            }

            Work();
        }
        finally
        {
            // Instances of this execution do not outlive it, however it ends.
            lock (_gate)
            {
                _over = true;
                Monitor.PulseAll(_gate);
            }

            deadline.Leave();
            Task.WaitAll(helpers);
            deadline.Enter();
        }

        _broken?.Throw();
        return Failure is null ? _parts : null;
    }

    private bool Help()
    {
        deadline.Enter();
        try
        {
            Work();
            return true;
        }
        finally
        {
            deadline.Leave();
        }
    }

    private void Work()
    {
        try
        {
            while (Next() is var (index, allowance))
            {
                if (Deliver(index, run(chunks[index], allowance)))
                {
                    endRest();
                }
            }
        }
        catch (Exception exception)
        {
            // Not hidden: Run throws it once no guest runs. Chunks do not throw: this is what watches the progress, or a bug.
            lock (_gate)
            {
                _broken ??= ExceptionDispatchInfo.Capture(exception);
                _over = true;
                Monitor.PulseAll(_gate);
            }

            endRest();
        }
    }

    /// <summary>The next chunk to run and what it may use, or null when there is none any more.</summary>
    private (int Index, Allowance Allowance)? Next()
    {
        lock (_gate)
        {
            while (true)
            {
                if (_over || Done == chunks.Count)
                {
                    return null;
                }

                if (_again && _running == 0)
                {
                    (_again, _alone, _running) = (false, true, 1);
                    return (Done, account.Left);
                }

                if (MayBegin())
                {
                    _running++;
                    return (_begun++, _atOnce == 1 ? account.Left : account.Ahead(_atOnce));
                }

                deadline.Leave();
                Monitor.Wait(_gate);
                deadline.Enter();
            }
        }
    }

    // Behind a failure there is nothing to do; and results that come before their turn are not to pile up while one of
    // the first chunks takes long.
    private bool MayBegin() =>
        !_again && !_alone && _running < _atOnce && _begun < chunks.Count && _begun < _firstFailed && _heldBytes <= limits.MemoryBytes;

    /// <summary>Takes a result, and all whose turn it now is.</summary>
    /// <returns>Whether one of them failed, so that what runs behind it is to end.</returns>
    private bool Deliver(int index, PartResult result)
    {
        lock (_gate)
        {
            _running--;
            _alone = false;
            if (!_over)
            {
                _early[index] = result;
                _heldBytes += result.HeldBytes;
                _firstFailed = result.HasFailed ? Math.Min(_firstFailed, index) : _firstFailed;
                while (!_over && !_again && Done < chunks.Count && _early[Done] is { } first)
                {
                    Take(first);
                }
            }

            Monitor.PulseAll(_gate);
            return Failure is not null;
        }
    }

    private void Take(PartResult part)
    {
        var index = Done;
        _early[index] = null;
        _heldBytes -= part.HeldBytes;
        if (!account.Stands(part))
        {
            _again = true;
            _firstFailed = _firstFailed == index ? int.MaxValue : _firstFailed;
            _atOnce = part.WasShortOfMemory ? Math.Max(1, _atOnce / 2) : _atOnce;
            return;
        }

        account.Add(part);
        if (part.HasFailed || _partBytes + part.Output!.Length > limits.MemoryBytes)
        {
            (_over, Failed, Failure) = (true, index, part);
            return;
        }

        // All of them must fit in the memory of `merge`; the host is not to hold more than that either.
        _partBytes += part.Output.Length;
        _heldBytes += part.Output.Length;
        _parts.Add(part.Output);
        progress?.Report(new ExecutionProgress(Done, chunks.Count));
    }
}
