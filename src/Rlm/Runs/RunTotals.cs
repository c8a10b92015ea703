namespace Rlm.Runs;

/// <summary>What a run used up to now, added up from its own events.</summary>
internal sealed record RunTotals(
    long PromptTokens, long CompletionTokens, double ModelMs, double CompileMs, double WasmMs, double CostUsd, bool CostKnown)
{
    public static RunTotals Zero { get; } = new(0, 0, 0, 0, 0, 0, true);

    public RunTotals AddModel(TokenUse? tokens, double milliseconds, double? pricePrompt, double? priceCompletion)
    {
        var known = CostKnown && tokens is not null && pricePrompt is not null && priceCompletion is not null;
        return this with
        {
            PromptTokens = PromptTokens + (tokens?.Prompt ?? 0),
            CompletionTokens = CompletionTokens + (tokens?.Completion ?? 0),
            ModelMs = ModelMs + milliseconds,
            CostKnown = known,
            CostUsd = known ? CostUsd + (((tokens!.Prompt * pricePrompt!.Value) + (tokens.Completion * priceCompletion!.Value)) / 1e6) : CostUsd,
        };
    }

    public RunTotals AddAnalysis(AnalysisFacts facts) => this with
    {
        CompileMs = CompileMs + facts.Timings.Compile + facts.Timings.Aot,
        WasmMs = WasmMs + facts.Timings.Instantiate + facts.Timings.Load + facts.Timings.Run,
    };
}
