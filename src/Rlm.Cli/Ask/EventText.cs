using System.Globalization;
using Rlm.Evidence;
using Rlm.Runs;

namespace Rlm.Cli.Ask;

/// <summary>The words for events that both views use.</summary>
internal static class EventText
{
    public static string Started(RunStarted started) =>
        $"Model: {started.Model} at {started.Endpoint}. Documents: {started.Documents.Count:N0}, {started.Documents.Sum(d => d.Bytes):N0} bytes.";

    public static string Finished(CommandFinished finished)
    {
        var stored = finished.Stored is null ? string.Empty : $" -> {finished.Stored}";
        return TerminalText.Clean($"{finished.Op}{stored} ({Duration(finished)})").ReplaceLineEndings(" ");
    }

    /// <summary>What a command gave, but not the final answer, which is printed as the answer.</summary>
    public static string Output(CommandFinished finished) =>
        finished is { Success: true, Op: "final" or "final_var" } ? string.Empty : TerminalText.Clean(finished.Output.TrimEnd());

    public static string Reached(BudgetReached reached) => reached.Budget switch
    {
        "iterations" => $"all {reached.Limit} turns are used up; one more to answer",
        "sub_calls" => $"all {reached.Limit:N0} questions to a model are used up",
        "depth" => $"runs inside runs are allowed {reached.Limit} deep",
        "tokens" => $"the {reached.Limit:N0} tokens do not allow another call",
        "cost" => $"the ${reached.Limit:0.####} do not allow another call",
        _ => $"the {reached.Limit:N0} seconds are over",
    };

    public static string Asked(ModelReplied replied) => TerminalText.Clean(replied.Recorded
        ? $"asked {replied.Model} before"
        : $"asked {replied.Model} ({replied.Milliseconds:N0} ms)");

    public static string Asked(ModelFailed failed) => TerminalText.Clean($"asked {failed.Model} in vain: {failed.Error.Message}");

    public static string Written(CodeWritten written) => written.Attempt == 0
        ? "a model wrote the code"
        : $"a model mended the code (attempt {written.Attempt})";

    public static string Saved(SessionSaved saved)
    {
        if (saved.Problem is { } problem)
        {
            return TerminalText.Clean(problem);
        }

        var kept = saved.Variables.Count == 0 ? string.Empty : $", keeps {string.Join(", ", saved.Variables)}";
        var dropped = saved.Dropped.Count == 0 ? string.Empty : $", no longer keeps {string.Join(", ", saved.Dropped)}";
        return TerminalText.Clean($"session {saved.Session}: question {saved.Turn}{kept}{dropped}");
    }

    public static string Summary(RunResult result)
    {
        var cost = result.CostUsd is { } usd ? $"${usd:0.0000}" : "cost unknown";
        var tokens = result.Tokens.Prompt + result.Tokens.Completion;
        return $"{result.Iterations} turn{(result.Iterations == 1 ? string.Empty : "s")}, {result.SubCalls} sub-calls, {tokens:N0} tokens " +
            $"(the documents alone: {result.Tokens.Baseline:N0}), {cost}, {result.TimingsMs.Total / 1000:0.00} s";
    }

    /// <summary>What a command read out or ran over; empty when that is nothing, or all documents.</summary>
    public static string Over(CommandFinished finished, IReadOnlyList<DocumentFacts> documents)
    {
        const int most = 3;
        var sources = finished.Sources;
        var whole = documents.Where(d => d.Bytes > 0).ToDictionary(d => d.Name, d => d.Bytes, StringComparer.Ordinal);
        if (sources.Count == 0 || IsAll(sources, whole))
        {
            return string.Empty;
        }

        var shown = sources.Take(most).Select(s => whole.GetValueOrDefault(s.Document) == s.End && s.Start == 0
            ? TerminalText.Clean(s.Document)
            : string.Create(CultureInfo.InvariantCulture, $"{TerminalText.Clean(s.Document)} bytes {s.Start:N0}..{s.End:N0}"));
        return $"over {string.Join("; ", shown)}{(sources.Count > most ? $" and {sources.Count - most} more" : string.Empty)}";
    }

    /// <summary>A part that an answer rests on.</summary>
    public static string Evidence(EvidenceLines part)
    {
        var range = part.FirstLine is { } first
            ? string.Create(CultureInfo.InvariantCulture, $"lines {first:N0}..{part.EndLine:N0}")
            : string.Create(CultureInfo.InvariantCulture, $"bytes {part.StartByte:N0}..{part.EndByte:N0}");
        return $"{TerminalText.Clean(part.Document)} {range}";
    }

    private static bool IsAll(IReadOnlyList<SourceRange> sources, Dictionary<string, long> whole) =>
        sources is [{ Document: "context" }]
        || (sources.Count == whole.Count && sources.All(s => s.Start == 0 && whole.GetValueOrDefault(s.Document) == s.End));

    private static string Duration(CommandFinished finished) => finished.Analysis is { } facts
        ? facts.Cached
            ? $"{finished.Milliseconds:N0} ms, compiled before"
            : $"{finished.Milliseconds:N0} ms, compile {facts.Timings.Compile + facts.Timings.Aot:N0} ms"
        : $"{finished.Milliseconds:N0} ms";
}
