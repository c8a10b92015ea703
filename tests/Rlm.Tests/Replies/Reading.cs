using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Rlm.Replies;

namespace Rlm.Tests.Replies;

/// <summary>What was read from a reply, in a form that is easy to compare: <c>op {fields}</c>, one a line.</summary>
internal static class Reading
{
    private static readonly JsonSerializerOptions PlainOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(string reply) =>
        string.Join('\n', ReplyReader.Read(reply).Commands.Select(c => $"{c.Op} {Plain(c.Arguments)}"));

    /// <summary>The one field of the one command.</summary>
    public static string Field(string reply, string field) =>
        Assert.Single(ReplyReader.Read(reply).Commands).Arguments[field]!.ToString();

    public static string Plain(JsonNode? node) => node?.ToJsonString(PlainOptions) ?? "null";

    /// <summary>Reads a text from its start, as far as it goes.</summary>
    public static JsonNode? Lenient(string text) => LenientJson.Read(text, out _);
}
