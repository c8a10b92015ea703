using Microsoft.AspNetCore.Components;
using Rlm.Runs;
using Rlm.Server.Components.Telling;

namespace Rlm.Server.Components.Looking;

/// <summary>A command with its code, its calls and its output.</summary>
public sealed partial class CommandCard
{
    private const int MostSources = 3;

    /// <summary>More than anybody unfolds; an <c>llm_map</c> asks thousands.</summary>
    private const int MostCalls = 50;

    /// <summary>The command.</summary>
    [Parameter]
    [EditorRequired]
    public required CommandView Command { get; set; }

    /// <summary>Its place in the page.</summary>
    [Parameter]
    [EditorRequired]
    public required string Id { get; set; }

    private CommandFinished? Finished => Command.Finished;

    private AnalysisFacts? Facts => Finished?.Analysis;

    private string State => Finished switch { null => "open", { Success: true } => "good", _ => "bad" };

    private string CodeTitle => Command.Attempts.Count > 1
        ? $"Code, {Say.Count(Command.Attempts.Count, "attempt")}"
        : $"Code, {Say.Count(Command.Attempts[0].Code.TrimEnd().Count(c => c == '\n') + 1, "line")} of Rust";

    private string? SourcesText => Finished is { Sources: { Count: > 0 } sources }
        ? string.Join(", ", sources.Take(MostSources).Select(s => $"{TerminalText.Clean(s.Document)} {Say.Count(s.Start)}–{Say.Count(s.End)}"))
            + (sources.Count > MostSources ? $" and {sources.Count - MostSources} more" : null)
        : null;

    private static string Short(string text) => TerminalText.Clean(text.Length <= 120 ? text : text[..120] + " …").ReplaceLineEndings(" ");

    private static IEnumerable<(string Name, string Value)> FactsOf(AnalysisFacts facts)
    {
        var timings = facts.Timings;
        yield return ("compile", Say.Time(timings.Compile));
        yield return ("native code", Say.Time(timings.Aot));
        yield return ("load", Say.Time(timings.Load));
        yield return ("run", Say.Time(timings.Run));
        if (timings.Wait > 0)
        {
            yield return ("wait for models", Say.Time(timings.Wait));
        }

        yield return ("fuel", Say.Count((long)Math.Min(facts.Fuel, long.MaxValue)));
        yield return ("memory", Say.Bytes(facts.MemoryBytes));
        if (facts.Chunks > 1)
        {
            yield return ("chunks", Say.Count(facts.Chunks));
        }

        if (facts.SkippedLines > 0)
        {
            yield return ("lines left out", Say.Count(facts.SkippedLines));
        }
    }
}
