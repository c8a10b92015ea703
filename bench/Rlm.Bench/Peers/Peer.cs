namespace Rlm.Bench.Peers;

/// <summary>One way to answer the questions.</summary>
/// <param name="name">As on the command line and in the stored times.</param>
internal abstract class Peer(string name)
{
    /// <summary>Megabytes from which on a single run may take minutes.</summary>
    protected const int Large = 1000;

    // Three runs of everything at 1 GB would take the bench from 45 minutes to hours.
    private static readonly TimeSpan LargestJob = TimeSpan.FromSeconds(20);

    public string Name => name;

    /// <summary>What it is and of which version, once it is ready.</summary>
    public string Version { get; protected set; } = "";

    /// <summary>How often it answers a job; at 1 GB fewer times than that where <see cref="LargestJob"/> is over.</summary>
    public virtual int Times(int megabytes) => megabytes >= Large ? 3 : 5;

    /// <summary>Whether a job of this size may take one more turn of as long as those before.</summary>
    public static bool HasTimeLeft(int megabytes, IReadOnlyCollection<PeerRun> runs) =>
        megabytes < Large || runs.Count == 0 || runs.Sum(run => run.WholeMilliseconds) * (runs.Count + 1) / runs.Count <= LargestJob.TotalMilliseconds;

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
