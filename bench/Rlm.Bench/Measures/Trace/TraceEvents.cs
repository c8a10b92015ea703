using System.Text.Json.Nodes;
using Rlm.Evidence;
using Rlm.Models;
using Rlm.Runs;

namespace Rlm.Bench.Measures.Trace;

/// <summary>The events of steps as runs have them: a turn, a command with what the model was shown of it.</summary>
internal static class TraceEvents
{
    private const string Code = "pub fn analyze(input: &str) -> usize { input.lines().filter(|line| line.contains(\" ERROR \")).count() }";

    private static readonly string Shown = string.Concat(File.ReadLines(Places.Document("moby-dick.txt")).Skip(200).Take(20).Select(l => l + "\n"));

    /// <summary>So many events, five a step.</summary>
    public static IReadOnlyList<RunEvent> Make(int count)
    {
        var now = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
        return [.. Enumerable.Range(0, count).Select(i => Make(i / 5 + 1, i % 5) with { At = now.AddMilliseconds(i) })];
    }

    private static RunEvent Make(int step, int place) => place switch
    {
        0 => new StepStarted(step),
        1 => new ModelAsked(step, ModelRole.Root, $"turn:{step}", null),
        2 => new ModelReplied(step, ModelRole.Root, $"turn:{step}", "some-model", $"Let me count them.\n```rust\n{Code}\n```", new TokenUse(12_000 + step, 400), 0.012, 2_345.6)
        {
            FinishReason = "stop",
        },
        3 => new CommandStarted(step, 0, "rust_wasm", new JsonObject { ["on"] = "context", ["code"] = Code, ["store"] = $"n{step}" }),
        _ => new CommandFinished(step, 0, "rust_wasm", true, Shown, null, $"n{step}", 12.5)
        {
            Analysis = new AnalysisFacts(true, 123_456_789, 4 << 20, 24, new AnalysisTimings(1.5, 0.01, 0, 0, 0.2, 10.5, 12.4)),
            Sources = [new SourceRange("app.log", 0, 100_000_000)],
        },
    };
}
