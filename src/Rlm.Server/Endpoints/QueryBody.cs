using System.ComponentModel;
using System.Text.Json;
using Rlm.Runs;

namespace Rlm.Server.Endpoints;

/// <summary>What <c>POST /query</c>, <c>/debug</c> and <c>/stream</c> take.</summary>
internal sealed record QueryBody
{
    private const int MostQuestionCharacters = 1 << 20;

    [Description("What is asked.")]
    public required string Query { get; init; }

    [Description("A text that it is asked of.")]
    public string? Context { get; init; }

    [Description("Texts with names that it is asked of.")]
    public IReadOnlyList<QueryDocument> Documents { get; init => field = value ?? []; } = [];

    [Description("Files and folders of the service's machine, below the folders that its configuration allows.")]
    public IReadOnlyList<string> Paths { get; init => field = value ?? []; } = [];

    [Description("Globs; only what one of them matches is taken from folders.")]
    public IReadOnlyList<string> Include { get; init => field = value ?? []; } = [];

    [Description("Globs of what is not taken from folders.")]
    public IReadOnlyList<string> Exclude { get; init => field = value ?? []; } = [];

    [Description("JSON schema that the answer has to fit.")]
    public JsonElement? Schema { get; init; }

    [Description("Limits of the run, where they are to be stricter than the configured ones.")]
    public QueryLimits? Limits { get; init; }

    /// <summary>What is out of range, or null.</summary>
    public string? Problem() =>
        string.IsNullOrWhiteSpace(Query) || Query.Length > MostQuestionCharacters ? "`query` is a question of at most a million characters; long texts go into `context`."
        : Documents.Any(d => d is null) || Paths.Concat(Include).Concat(Exclude).Any(t => t is null) ? "A list in the body holds null."
        : Limits?.Problem() is { } wrong ? wrong + "."
        : null;
}

/// <summary>A text with a name.</summary>
internal sealed record QueryDocument(string Name, string Text);

/// <summary>Limits that a request sets for its run; what reaches further than the configuration is brought down to it.</summary>
internal sealed record QueryLimits
{
    public int? MaxIterations { get; init; }

    public int? MaxSubCalls { get; init; }

    public long? MaxTokens { get; init; }

    public double? MaxCostUsd { get; init; }

    public double? MaxSeconds { get; init; }

    /// <summary>What is out of range, or null.</summary>
    public string? Problem() =>
        MaxIterations < 1 ? "limits.max_iterations is at least 1"
        : MaxSubCalls < 0 ? "limits.max_sub_calls is at least 0"
        : MaxTokens < 1_000 ? "limits.max_tokens is at least 1,000"
        : MaxCostUsd <= 0 ? "limits.max_cost_usd is more than 0"
        : MaxSeconds < 1 ? "limits.max_seconds is at least 1"
        : null;

    public RunLimits Within(RunLimits most) => most with
    {
        MaxIterations = Math.Min(MaxIterations ?? int.MaxValue, most.MaxIterations),
        MaxSubCalls = Math.Min(MaxSubCalls ?? int.MaxValue, most.MaxSubCalls),
        MaxTokens = Math.Min(MaxTokens ?? long.MaxValue, most.MaxTokens),
        MaxCostUsd = MaxCostUsd is { } cost ? Math.Min(cost, most.CostLimit) : most.MaxCostUsd,
        MaxTime = TimeSpan.FromSeconds(Math.Min(MaxSeconds ?? double.MaxValue, most.MaxTime.TotalSeconds)),
    };
}
