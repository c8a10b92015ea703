using System.CommandLine;
using Rlm.Hosting;
using Rlm.Runs;
using Rlm.Traces;

namespace Rlm.Cli.Runs;

/// <summary><c>rlm runs</c>: what was asked before; shown, gone on with, replayed, exported, removed.</summary>
internal static class RunsCommand
{
    public static Argument<string> Id { get; } = new("ID") { Description = "A run, the beginning of its identity, or `last`." };

    public static Command Create() => new("runs", "Shows, resumes, replays, exports and removes runs.")
    {
        RunsList.Create(), RunsShow.Create(), RunsResume.Create(), RunsReplay.Create(), RunsExport.Create(), RunsDelete.Create(), RunsPrune.Create(),
    };

    public static RunStore Store { get; } = new(RlmPaths.Runs, TimeProvider.System);

    /// <summary>A run's identity and all its events.</summary>
    /// <exception cref="TraceException">There is none, or it cannot be read.</exception>
    public static (string Id, IReadOnlyList<RunEvent> Events) Read(ParseResult parsed)
    {
        var id = Store.Find(parsed.GetValue(Id)!);
        var events = TraceReader.Read(Store.PathOf(id));
        return events.Count > 0
            ? (id, events)
            : throw new TraceException($"The run {id} was stopped before it had begun: its trace is empty. Ask anew with `rlm ask`.");
    }
}
