using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Rlm.Sessions;

/// <summary>Source-generated JSON of <c>session.json</c>.</summary>
[JsonSerializable(typeof(SessionContents))]
internal sealed partial class SessionJson : JsonSerializerContext
{
    // Made here and not from `Default`, which is set after this when the class is first used.
    public static JsonTypeInfo<SessionContents> Contents { get; } = new SessionJson(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    }).SessionContents;
}
