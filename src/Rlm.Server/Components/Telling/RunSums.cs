namespace Rlm.Server.Components.Telling;

/// <summary>What events come to, added up.</summary>
public sealed record RunSums
{
    /// <summary>Nothing yet.</summary>
    public static RunSums Zero { get; } = new();

    /// <summary>Waiting for models, in milliseconds; calls at once count each.</summary>
    public double ModelMs { get; init; }

    /// <summary>Compiling, rustc and native code together.</summary>
    public double CompileMs { get; init; }

    /// <summary>Executing analyses, their inputs' loading included; chunks at once count each.</summary>
    public double RunMs { get; init; }

    /// <summary>Tokens sent.</summary>
    public long PromptTokens { get; init; }

    /// <summary>How many of them the provider took from its cache.</summary>
    public long CachedPromptTokens { get; init; }

    /// <summary>Tokens written.</summary>
    public long CompletionTokens { get; init; }

    /// <summary>US dollars; null once the price of a call is not known.</summary>
    public double? CostUsd { get; init; } = 0;

    /// <summary>Answers of models.</summary>
    public int Replies { get; init; }

    /// <summary>Those of them that were known from before.</summary>
    public int RecordedReplies { get; init; }

    /// <summary>Questions that failed.</summary>
    public int Failures { get; init; }

    /// <summary>Analyses that compiled and ran or failed.</summary>
    public int Analyses { get; init; }

    /// <summary>Those of them that had been compiled before.</summary>
    public int CachedAnalyses { get; init; }

    /// <summary>Chunks of analyses.</summary>
    public int Chunks { get; init; }

    /// <summary>Those of them whose result was kept from before.</summary>
    public int CachedChunks { get; init; }

    /// <summary>Runs inside the run.</summary>
    public int Nested { get; init; }

    /// <summary>Commands that ended.</summary>
    public int Commands { get; init; }

    /// <summary>Tokens in all.</summary>
    public long Tokens => PromptTokens + CompletionTokens;
}
