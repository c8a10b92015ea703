using System.Text.Json.Nodes;
using Rlm.Models;
using Rlm.Runs;
using Rlm.Wasm.Compilation;

namespace Rlm.Page.Tests.Telling;

/// <summary>Events of a run that does everything: code that is mended, a question to the sub model, a run inside, a budget, an answer.</summary>
internal static class Events
{
    public const string Broken = "fn one() {\n    oops\n}";
    public const string Mended = "fn one() {\n    1\n}";

    public static DateTimeOffset Begin { get; } = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public static IReadOnlyList<RunEvent> All { get; } = Numbered(
    [
        new RunStarted("run-1", "How many?", [new DocumentFacts("a.txt", 4_001, "h")], "big", "http://localhost", new RunLimits())
        {
            Recipe = new RunRecipe { Documents = ["a.txt"], Folder = "/", Providers = [new ProviderOptions { Model = "big", PricePrompt = 2 }] },
        },
        new PromptBuilt("h", null),
        new StepStarted(1),
        new ModelAsked(1, ModelRole.Root, "run#1", null),
        new ModelText(1, "I th"),
        new ModelReplied(1, ModelRole.Root, "run#1", "big", "I think", new TokenUse(100, 10) { CachedPrompt = 40 }, 0.5, 30),
        new CommandStarted(1, 0, "rust_wasm", new JsonObject { ["code"] = Broken, ["store"] = "n" }),
        new ModelAsked(1, ModelRole.Coder, "c", "mend"),
        new ModelReplied(1, ModelRole.Coder, "c", "small", "mended", new TokenUse(50, 5), 0.25, 20),
        new CodeWritten(1, 1, Mended, "does not compile") { Diagnostics = [new Diagnostic(DiagnosticLevel.Error, "no oops") { Line = 2, Column = 5, Code = "E0425" }] },
        new CommandFinished(1, 0, "rust_wasm", true, "1", null, "n", 90)
        {
            Analysis = new AnalysisFacts(false, 7, 8, 2, new AnalysisTimings(1, 1, 20, 5, 2, 9, 40)) { CachedChunks = 1 },
        },
        new CommandStarted(1, 1, "rlm_query", new JsonObject { ["task"] = "inside?" }),
        new NestedStarted("n1", 1, "inside?", 12),
        new StepStarted(1) { Node = "n1" },
        new ModelReplied(1, ModelRole.Root, "n1#1", "small", "known", new TokenUse(9, 1), 0, 3) { Node = "n1", Recorded = true },
        new CommandStarted(1, 0, "final", new JsonObject { ["answer"] = "x" }) { Node = "n1" },
        new CommandFinished(1, 0, "final", true, "x", null, null, 1) { Node = "n1" },
        new NestedFinished("n1", "x", null, 1),
        new CommandFinished(1, 1, "rlm_query", true, "x", null, null, 12),
        new BudgetReached("iterations", 1),
        new StepStarted(2),
        new ModelAsked(2, ModelRole.Root, "run#2", null),
        new ModelFailed(2, ModelRole.Root, "run#2", "big", new RunError("unreachable", "gone"), 8),
        new RunFinished(new RunResult
        {
            Success = false, Error = new RunError("unreachable", "gone"), RunId = "run-1", Iterations = 2, SubCalls = 2,
            Tokens = new RunTokens(159, 16, 1_001), CostUsd = 0.75, TimingsMs = new RunTimings(230, 61, 25, 12),
        }),
    ]);

    private static IReadOnlyList<RunEvent> Numbered(IReadOnlyList<RunEvent> events) => [.. events.Select((e, i) => e with { At = Begin.AddMilliseconds(i * 10) })];
}
