using Rlm.Runs;

namespace Rlm.Server.Components.Telling;

/// <summary>Adds events up. Time, tokens and money are added as the run itself adds them.</summary>
internal sealed class SumFolding
{
    private RunTotals _totals = RunTotals.Zero;
    private RunSums _counts = RunSums.Zero;

    public RunSums Sums => _counts with
    {
        ModelMs = _totals.ModelMs,
        CompileMs = _totals.CompileMs,
        RunMs = _totals.WasmMs,
        PromptTokens = _totals.PromptTokens,
        CompletionTokens = _totals.CompletionTokens,
        CostUsd = _totals.CostUsd,
    };

    public void Add(RunEvent runEvent)
    {
        _totals = _totals.Add(runEvent);
        _counts = runEvent switch
        {
            ModelReplied replied => _counts with
            {
                Replies = _counts.Replies + 1,
                RecordedReplies = _counts.RecordedReplies + (replied.Recorded ? 1 : 0),
                CachedPromptTokens = _counts.CachedPromptTokens + (replied.Tokens?.CachedPrompt ?? 0),
            },
            ModelFailed => _counts with { Failures = _counts.Failures + 1 },
            NestedStarted => _counts with { Nested = _counts.Nested + 1 },
            CommandFinished finished => Add(finished),
            _ => _counts,
        };
    }

    private RunSums Add(CommandFinished finished) => finished.Analysis is { } facts
        ? _counts with
        {
            Commands = _counts.Commands + 1,
            Analyses = _counts.Analyses + 1,
            CachedAnalyses = _counts.CachedAnalyses + (facts.Cached ? 1 : 0),
            Chunks = _counts.Chunks + facts.Chunks,
            CachedChunks = _counts.CachedChunks + facts.CachedChunks,
        }
        : _counts with { Commands = _counts.Commands + 1 };
}
