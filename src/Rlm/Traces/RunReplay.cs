using Rlm.Runs;

namespace Rlm.Traces;

/// <summary>Compares what a replay did with what the run did.</summary>
public static class RunReplay
{
    /// <summary>The first places where the two differ; none when every command gave the same and the answer is the same.</summary>
    /// <param name="before">The events of the run.</param>
    /// <param name="now">The events of the replay.</param>
    public static IReadOnlyList<RunDifference> Compare(IReadOnlyList<RunEvent> before, IReadOnlyList<RunEvent> now)
    {
        var (run, replay) = (Facts(before), Facts(now));
        return
        [
            .. run.Where(f => replay.GetValueOrDefault(f.Key) != f.Value).Select(f => new RunDifference(f.Key, f.Value, replay.GetValueOrDefault(f.Key))),
            .. replay.Where(f => !run.ContainsKey(f.Key)).Select(f => new RunDifference(f.Key, null, f.Value)),
        ];
    }

    private static Dictionary<string, string> Facts(IReadOnlyList<RunEvent> events)
    {
        var facts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var runEvent in TraceReader.LastPart(events))
        {
            switch (runEvent)
            {
                case CommandFinished finished:
                    var node = finished.Node is null ? string.Empty : $"nested run {finished.Node}, ";
                    facts[$"{node}turn {finished.Step}, command {finished.Index + 1} ({finished.Op})"] =
                        $"{finished.ErrorCode ?? "ok"}{(finished.Stored is null ? string.Empty : $" -> {finished.Stored}")}\n{finished.Output}";
                    break;
                case RunFinished { Result: var result }:
                    facts["the answer"] = result.Answer ?? $"none ({result.Error?.Code})";
                    break;
            }
        }

        return facts;
    }
}
