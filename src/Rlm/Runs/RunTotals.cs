namespace Rlm.Runs;

/// <summary>What a run used up to now, added up from its own events.</summary>
internal sealed record RunTotals
{
    public static RunTotals Zero { get; } = new();

    public long PromptTokens { get; init; }

    public long CompletionTokens { get; init; }

    public double ModelMs { get; init; }

    public double CompileMs { get; init; }

    public double WasmMs { get; init; }

    /// <summary>US dollars, or null once one call's price is not known.</summary>
    public double? CostUsd { get; init; } = 0;

    public RunTotals Add(RunEvent runEvent) => runEvent switch
    {
        ModelReplied replied => this with
        {
            PromptTokens = PromptTokens + (replied.Tokens?.Prompt ?? 0),
            CompletionTokens = CompletionTokens + (replied.Tokens?.Completion ?? 0),
            ModelMs = ModelMs + replied.Milliseconds,
            CostUsd = CostUsd + replied.CostUsd,
        },
        ModelFailed failed => this with { ModelMs = ModelMs + failed.Milliseconds },
        CommandFinished { Analysis: { } facts } => this with
        {
            CompileMs = CompileMs + facts.Timings.Compile + facts.Timings.Aot,
            WasmMs = WasmMs + facts.Timings.Instantiate + facts.Timings.Load + facts.Timings.Run,
        },
        _ => this,
    };
}
