using Rlm.Runs;

namespace Rlm.Server.Components.Telling;

/// <summary>A run as it is to be looked at: what the first so many of its events tell, and nothing else.</summary>
public sealed record RunView
{
    /// <summary>How the run began; null before its first event.</summary>
    public RunStarted? Started { get; init; }

    /// <summary>The run itself; runs inside it hang on its commands.</summary>
    public required NodeView Root { get; init; }

    /// <summary>What is to be known besides, such as a budget that was reached.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>What it came to; null until then.</summary>
    public RunResult? Result { get; init; }

    /// <summary>What it took up to now.</summary>
    public required RunSums Sums { get; init; }

    /// <summary>When the last of the events happened.</summary>
    public DateTimeOffset? LastAt { get; init; }

    /// <summary>Milliseconds from the first event to the last; what the run says itself once it has ended.</summary>
    public double TotalMs => Result?.TimingsMs.Total ?? (LastAt - Started?.At)?.TotalMilliseconds ?? 0;

    /// <summary>Tokens that the documents whole would take, at four bytes each.</summary>
    public long BaselineTokens => Result?.Tokens.Baseline ?? ((Started?.Documents.Sum(d => d.Bytes) ?? 0) + 3) / 4;

    /// <summary>What the documents whole would cost at the root model's price, or null when that is not known.</summary>
    public double? BaselineUsd => Started?.Recipe?.Providers.FirstOrDefault(p => p.Model == Started.Model)?.PricePrompt is { } price
        ? BaselineTokens * price / 1_000_000
        : null;
}
