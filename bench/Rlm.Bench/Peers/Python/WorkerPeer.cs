namespace Rlm.Bench.Peers.Python;

/// <summary>A Python that stays as long as a job: what a host process that runs a model's code has at hand.</summary>
internal abstract class WorkerPeer(string name) : Peer(name)
{
    private Worker? _worker;

    public override int Times(int megabytes) => megabytes >= Large ? 1 : 5;

    public override async Task<string?> PrepareAsync(IReadOnlyList<BenchAnalysis> analyses)
    {
        var failure = await StartAsync();
        if (failure is null)
        {
            Version = Describe(_worker!.Greeting.Version!);
            EndJob();
        }

        return failure;
    }

    public override async Task<PeerRun> RunAsync(Job job)
    {
        if (_worker is null && await StartAsync() is { } failure)
        {
            return PeerRun.Failed(failure);
        }

        var reply = await _worker!.AskAsync(new WorkerRequest(job.Analysis.PythonFile, job.Documents));
        if (reply.Error is null)
        {
            return new PeerRun(reply.Output, null, reply.RunMs, reply.WholeMs, _worker.Greeting.LoadMs);
        }

        // It may have ended, or still be at work.
        EndJob();
        return PeerRun.Failed(reply.Error);
    }

    public override void EndJob()
    {
        _worker?.Dispose();
        _worker = null;
    }

    protected abstract string Describe(string python);

    protected abstract (string Program, IReadOnlyList<string> Arguments) Command();

    private async Task<string?> StartAsync()
    {
        var (program, arguments) = Command();
        (_worker, var failure) = await Worker.StartAsync(program, arguments);
        return failure;
    }
}
