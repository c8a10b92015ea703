using System.Text.Json;
using System.Text.Json.Serialization;

namespace Rlm.Server.Chat;

/// <summary>What <c>POST /v1/chat/completions</c> takes, of all that OpenAI's interface knows; the rest is passed over.</summary>
internal sealed record ChatBody
{
    public string? Model { get; init; }

    public IReadOnlyList<ChatTurn> Messages { get; init => field = value ?? []; } = [];

    public bool? Stream { get; init; }

    public ChatStreamOptions? StreamOptions { get; init; }

    public ChatFormat? ResponseFormat { get; init; }
}

/// <summary>A message; its content is a text, or a list of parts.</summary>
internal sealed record ChatTurn
{
    public string? Role { get; init; }

    public JsonElement Content { get; init; }
}

/// <summary>Whether tokens are told at the end of a stream.</summary>
internal sealed record ChatStreamOptions
{
    public bool? IncludeUsage { get; init; }
}

/// <summary>What the answer has to look like.</summary>
internal sealed record ChatFormat
{
    public string? Type { get; init; }

    public ChatSchema? JsonSchema { get; init; }
}

/// <summary>The schema of a structured answer.</summary>
internal sealed record ChatSchema
{
    public JsonElement Schema { get; init; }
}

/// <summary>An answer, whole.</summary>
internal sealed record ChatCompletion(string Id, string Object, long Created, string Model, IReadOnlyList<ChatChoice> Choices, ChatUsage Usage);

/// <summary>The one choice of an answer.</summary>
internal sealed record ChatChoice(int Index, ChatMessageOut Message, string FinishReason);

/// <summary>What the model said.</summary>
internal sealed record ChatMessageOut(string Role, string Content);

/// <summary>A piece of an answer that is streamed.</summary>
internal sealed record ChatChunk(string Id, string Object, long Created, string Model, IReadOnlyList<ChatChunkChoice> Choices, ChatUsage? Usage);

/// <summary>The one choice of a piece.</summary>
internal sealed record ChatChunkChoice(int Index, ChatDelta Delta, string? FinishReason);

/// <summary>What a piece adds.</summary>
internal sealed record ChatDelta(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Role,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Content);

/// <summary>Tokens of the whole run behind the answer.</summary>
internal sealed record ChatUsage(long PromptTokens, long CompletionTokens, long TotalTokens);

/// <summary>What <c>GET /v1/models</c> answers.</summary>
internal sealed record ChatModelList(string Object, IReadOnlyList<ChatModelEntry> Data);

/// <summary>A model of the list.</summary>
internal sealed record ChatModelEntry(string Id, string Object, long Created, string OwnedBy);

/// <summary>The JSON of OpenAI's interface; what is not known is passed over.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ChatBody))]
[JsonSerializable(typeof(ChatCompletion))]
[JsonSerializable(typeof(ChatChunk))]
[JsonSerializable(typeof(ChatModelList))]
internal sealed partial class ChatJson : JsonSerializerContext;
