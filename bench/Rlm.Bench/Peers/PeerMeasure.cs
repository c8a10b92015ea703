using Rlm.Bench.Peers.Native;
using Rlm.Bench.Peers.Ours;
using Rlm.Bench.Peers.Python;
using Rlm.Bench.Peers.Results;
using Rlm.Bench.Reports;

namespace Rlm.Bench.Peers;

/// <summary>The analyses, at each size, by each peer in turn.</summary>
internal static class PeerMeasure
{
    public static async Task AddAsync(Report report, IReadOnlyList<string> arguments)
    {
        if (PeerOptions.TryParse(arguments, out var wrong) is not { } options)
        {
            report.Refuse(wrong!);
            return;
        }

        var store = await PeerStore.LoadAsync();
        if (!options.Redraw)
        {
            store = await MeasureAsync(store, options);
        }

        if (options.Peers is null)
        {
            await report.AddAsync(PeerSection.Of(store));
        }
    }

    private static async Task<PeerStore> MeasureAsync(PeerStore store, PeerOptions options)
    {
        var (peers, missing) = await PrepareAsync(options);
        if (options.Peers is null)
        {
            store = store.With(peers.ToDictionary(peer => peer.Name, peer => peer.Version), missing);
        }

        foreach (var megabytes in options.Sizes)
        {
            foreach (var analysis in options.Analyses)
            {
                var job = Job.For(analysis, megabytes);
                var times = await RunAsync(job, peers, options.Times);
                Show(job, times);

                // Some peers' times alone are shown, and not kept beside those of other runs.
                if (options.Peers is null)
                {
                    store = store.With(job, times);
                    await store.SaveAsync();
                }
            }
        }

        return store;
    }

    private static async Task<(IReadOnlyList<Peer> Ready, IReadOnlyDictionary<string, string> Missing)> PrepareAsync(PeerOptions options)
    {
        var cache = Bed.NewCache(disk: true);
        Peer[] all =
        [
            RlmPeer.Cold(), RlmPeer.Cached(cache), RlmPeer.Merge(cache), new NativePeer(await Bed.ToolchainAsync()), new CPythonPeer(), new PyodidePeer(),
        ];
        var ready = new List<Peer>();
        var missing = new Dictionary<string, string>();
        foreach (var peer in all.Where(peer => options.Peers?.Contains(peer.Name) ?? true))
        {
            if (await peer.PrepareAsync(options.Analyses) is { } reason)
            {
                Console.Error.WriteLine($"missing: {peer.Name}: {reason}");
                missing[peer.Name] = reason;
            }
            else
            {
                ready.Add(peer);
            }
        }

        return (ready, missing);
    }

    private static async Task<IReadOnlyList<PeerTimes>> RunAsync(Job job, IReadOnlyList<Peer> peers, int? times)
    {
        var (measured, load) = (TimeProvider.System.GetUtcNow(), Machine.Load());
        job.Documents.ToList().ForEach(IntoPageCache);
        var taking = peers.Where(peer => peer.Answers(job.Analysis)).ToList();
        var runs = taking.ToDictionary(peer => peer, _ => new List<PeerRun>());
        (string Peer, string Output)? first = null;
        for (var turn = 0; taking.Exists(peer => TakesTurn(peer, turn)); turn++)
        {
            foreach (var peer in taking.Where(peer => TakesTurn(peer, turn)))
            {
                var run = await peer.RunAsync(job);
                runs[peer].Add(run);
                if (run.Output?.Trim() is { } output)
                {
                    first ??= (peer.Name, output);
                    if (output != first.Value.Output)
                    {
                        throw new InvalidOperationException(
                            $"{job}: the answers differ.\n-- {first.Value.Peer} --\n{Beginning(first.Value.Output)}\n-- {peer.Name} --\n{Beginning(output)}");
                    }
                }
            }
        }

        taking.ForEach(peer => peer.EndJob());

        return [.. taking.Select(peer => Sum(job, peer, runs[peer], measured, load))];

        bool TakesTurn(Peer peer, int turn) => turn < (times ?? peer.Times(job.Megabytes))
            && !runs[peer].Exists(run => run.Failure is not null)
            && Peer.HasTimeLeft(job.Megabytes, runs[peer]);
    }

    private static PeerTimes Sum(Job job, Peer peer, List<PeerRun> runs, DateTimeOffset measured, string load) => new()
    {
        Analysis = job.Analysis.Name,
        Fingerprint = job.Analysis.Fingerprint,
        Megabytes = job.Megabytes,
        Peer = peer.Name,
        Measured = measured,
        MachineLoad = load,
        Run = [.. runs.Where(run => run.Failure is null).Select(run => Math.Round(run.RunMilliseconds, 3))],
        Whole = [.. runs.Where(run => run.Failure is null).Select(run => Math.Round(run.WholeMilliseconds, 3))],
        Load = Math.Round(runs[0].LoadMilliseconds, 3),
        Failure = runs.Select(run => run.Failure).FirstOrDefault(failure => failure is not null),
    };

    private static void Show(Job job, IReadOnlyList<PeerTimes> times) => Console.Error.WriteLine(
        $"{job}: {string.Join(", ", times.Select(peer => $"{peer.Peer} {(peer.Failure is null ? Figures.Number(Figures.Median(peer.Whole)) : "failed")}"))}");

    // The first peer should not pay for the disk.
    private static void IntoPageCache(string document)
    {
        using var file = File.OpenHandle(document);
        var buffer = new byte[1 << 20];
        for (long at = 0, read; (read = RandomAccess.Read(file, buffer, at)) > 0; at += read)
        {
        }
    }

    private static string Beginning(string text) => string.Join('\n', text.Split('\n').Take(12));
}
