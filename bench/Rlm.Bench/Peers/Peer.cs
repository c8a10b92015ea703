namespace Rlm.Bench.Peers;

/// <summary>One way to answer the questions.</summary>
/// <param name="name">As on the command line and in the stored times.</param>
internal abstract class Peer(string name)
{
    public string Name => name;

    /// <summary>What it is and of which version, once it is ready.</summary>
    public string Version { get; protected set; } = "";

    /// <summary>How often it answers a job; the slow ones answer the largest once.</summary>
    public virtual int Times(int megabytes) => megabytes >= 1000 ? 3 : 5;

    /// <summary>Makes it ready for these analyses, installing what it needs.</summary>
    /// <returns>Null, or why it cannot be had here.</returns>
    public virtual Task<string?> PrepareAsync(IReadOnlyList<BenchAnalysis> analyses) => Task.FromResult<string?>(null);

    /// <summary>Whether it has an answer of its own to this question.</summary>
    public virtual bool Answers(BenchAnalysis analysis) => true;

    /// <summary>Answers once.</summary>
    public abstract Task<PeerRun> RunAsync(Job job);

    /// <summary>Lets go of what it kept for the last job.</summary>
    public virtual void EndJob()
    {
    }
}
