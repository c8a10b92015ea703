using System.Text.Json;
using Microsoft.Extensions.AI;
using Rlm.Models.Profiles;

namespace Rlm.Models.Http;

/// <summary>What a request asks for beyond its messages: what the caller sets, else what the model's profile says.</summary>
internal sealed record WireOptions
{
    public required ModelProfile Profile { get; init; }

    public float? Temperature { get; init; }

    public float? TopP { get; init; }

    public int? TopK { get; init; }

    public int? MaxTokens { get; init; }

    public long? Seed { get; init; }

    public IReadOnlyList<string> Stop { get; init; } = [];

    public IReadOnlyList<AIFunctionDeclaration> Tools { get; init; } = [];

    /// <summary>What the answer must look like, or null for free text.</summary>
    public JsonElement? Schema { get; init; }

    public static WireOptions Of(ModelProfile profile, ChatOptions? options) => new()
    {
        Profile = profile,
        Temperature = options?.Temperature ?? profile.Temperature,
        TopP = options?.TopP ?? profile.TopP,
        TopK = options?.TopK ?? profile.TopK,
        MaxTokens = Smaller(options?.MaxOutputTokens, profile.MaxTokens),
        Seed = options?.Seed,
        Stop = [.. options?.StopSequences ?? [.. profile.Stop ?? []]],
        Tools = [.. options?.Tools?.OfType<AIFunctionDeclaration>() ?? []],
        Schema = (options?.ResponseFormat as ChatResponseFormatJson)?.Schema,
    };

    /// <summary>What the model can at most write, and what the caller wants at most.</summary>
    private static int? Smaller(int? wanted, int? most) => wanted is null ? most : most is null ? wanted : Math.Min(wanted.Value, most.Value);
}
