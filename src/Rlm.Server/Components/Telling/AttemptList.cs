using System.Text.Json;
using Rlm.Runs;
using Rlm.Wasm.Compilation;

namespace Rlm.Server.Components.Telling;

/// <summary>The code that a command tried, each with what was wrong with it: the event of the next attempt, or the end, says so.</summary>
internal static class AttemptList
{
    public static IReadOnlyList<AttemptView> Of(CommandStarted started, IReadOnlyList<CodeWritten> written, CommandFinished? finished)
    {
        var codes = new List<(AttemptAuthor By, string Code)>();
        if (started.Op == "rust_wasm" && started.Arguments["code"] is { } code && code.GetValueKind() == JsonValueKind.String)
        {
            codes.Add((AttemptAuthor.Root, code.GetValue<string>()));
        }

        codes.AddRange(written.Select(w => (w.Attempt == 0 ? AttemptAuthor.Coder : AttemptAuthor.Mender, w.Code)));
        var mended = written.Where(w => w.Attempt > 0).ToList();
        var attempts = new List<AttemptView>();
        for (var i = 0; i < codes.Count; i++)
        {
            // The mendings are the last ones of the codes, and each tells of the code before it.
            var next = i + 1 - (codes.Count - mended.Count);
            var (fate, diagnostics, error) = next >= 0 && next < mended.Count
                ? (AttemptFate.NotCompiled, mended[next].Diagnostics, mended[next].Error)
                : End(finished);
            attempts.Add(new AttemptView(i + 1, codes[i].By, codes[i].Code, fate, diagnostics, error));
        }

        return attempts;
    }

    private static (AttemptFate Fate, IReadOnlyList<Diagnostic> Diagnostics, string? Error) End(CommandFinished? finished) => finished switch
    {
        null => (AttemptFate.Open, [], null),
        { Success: true } => (AttemptFate.Ran, [], null),
        { ErrorCode: "compilation_failed" or "invalid_source" } => (AttemptFate.NotCompiled, finished.Analysis?.Diagnostics ?? [], null),
        _ => (AttemptFate.Failed, finished.Analysis?.Diagnostics ?? [], null),
    };
}
