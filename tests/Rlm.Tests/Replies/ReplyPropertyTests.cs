using System.Text.Json.Nodes;
using CsCheck;
using Rlm.Replies;

namespace Rlm.Tests.Replies;

public sealed class ReplyPropertyTests
{
    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", "\"", "'", "`", ":", ",", "=", "\\", "\n", " ", "\t", "/", "*", "//", "/*", "*/", "#", "```", "```rust\n", "```json\n", "<think>",
        "</think>", "op", "\"op\"", "{\"op\":", "\"find\"", "rust_wasm", "code", "fn analyze", "text", "null", "true", "1", "-", "1e9", "\\u00e9", "\\ud83d",
        "<function=", "<parameter=", "</parameter>", "<find>", "</find>", "<tool_call>", "<arg_key>", "<|channel|>", "<|message|>", "find(", ")", "op: find\n", "text: |\n",
        "~~~", "````", "\"\"\"", "+", "=>", "“", "”", "’", "\u200B", "&quot;", "{\\n", "> ", "Action: find\n", "[ARGS]",
        "\\", "é", "😀", "\0", "\r\n", "name", "arguments", "commands", "{\"name\":\"find\",\"arguments\":",
    ];

    private static readonly Gen<string> Noise = Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]).Array[0, 60].Select(string.Concat);

    private static readonly Gen<string> Text = Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]).Array[0, 8].Select(string.Concat);

    private static readonly Gen<JsonNode?> Scalar = Gen.OneOf<JsonNode?>(
        Text.Select(t => (JsonNode?)JsonValue.Create(t)),
        Gen.Long.Select(n => (JsonNode?)JsonValue.Create(n)),
        Gen.Double[-1e12, 1e12].Select(n => (JsonNode?)JsonValue.Create(n)),
        Gen.Bool.Select(b => (JsonNode?)JsonValue.Create(b)),
        Gen.Const((JsonNode?)null));

    private static readonly Gen<JsonNode?> Any = Gen.Recursive<JsonNode?>((depth, self) => depth > 4
        ? Scalar
        : Gen.OneOf(
            Scalar,
            self.Array[0, 4].Select(items => (JsonNode?)new JsonArray([.. items.Select(i => i?.DeepClone())])),
            ObjectOf(self).Select(o => (JsonNode?)o)));

    private static Gen<JsonObject> ObjectOf(Gen<JsonNode?> value) => Gen.Select(Text, value).Array[0, 5].Select(fields =>
    {
        var result = new JsonObject();
        foreach (var (name, item) in fields)
        {
            result[name.Length == 0 ? "x" : name] = item?.DeepClone();
        }

        return result;
    });

    [Fact]
    public void Reading_never_throws_and_always_ends() => Noise.Sample(reply =>
    {
        var reading = ReplyReader.Read(reply);
        return reading.Commands.All(c => string.Equals(c.Op, c.Op.ToLowerInvariant(), StringComparison.Ordinal) && !c.Arguments.ContainsKey("op"));
    }, iter: 20_000);

    [Fact]
    public void Strict_json_is_read_as_json_says() => ObjectOf(Any).Sample(
        value =>
        {
            foreach (var text in new[] { value.ToJsonString(), value.ToJsonString(new() { WriteIndented = true }) })
            {
                var strict = JsonNode.Parse(text);
                var read = LenientJson.Read(text, out var length);
                if (!JsonNode.DeepEquals(strict, read) || length != text.Length)
                {
                    return false;
                }
            }

            return true;
        },
        iter: 5_000);

    [Fact]
    public void What_follows_an_object_is_left() => Gen.Select(ObjectOf(Any), Noise).Sample(
        (value, rest) =>
        {
            var text = value.ToJsonString();
            return JsonNode.DeepEquals(value, LenientJson.Read(text + "\n" + rest, out var length)) && length == text.Length;
        },
        iter: 2_000);

    [Theory]
    [InlineData("{\"op\":\"x")]
    [InlineData("{\"a\":[")]
    [InlineData("[{\"op\":")]
    [InlineData("{\"op\":\"find\",\"text\":\"a\"")]
    [InlineData("\" ")]
    [InlineData("{\"a\":\"b\" ")]
    [InlineData("/* ")]
    [InlineData("<think>")]
    [InlineData("<think></think>")]
    [InlineData("</think>")]
    [InlineData("```rust\n")]
    [InlineData("find(")]
    [InlineData("find(\n")]
    [InlineData("<find>")]
    [InlineData("<function=find>")]
    [InlineData("<function=find><parameter=text>")]
    [InlineData("<tool_call>find<arg_key>")]
    [InlineData("op: find\n")]
    [InlineData("op: set\nvalue: |\n x\n")]
    [InlineData("{\"op\":\"find\",\"text\":\"\"\"")]
    [InlineData("\"a\" + ")]
    [InlineData("{\"a\":\"b\" + ")]
    [InlineData("{a: b ")]
    [InlineData("find {")]
    [InlineData("<|channel|>")]
    [InlineData("<|channel|>commentary to=find<|message|>{")]
    [InlineData("~~~\n")]
    [InlineData("```\n~~~\n")]
    [InlineData("&quot;{")]
    [InlineData("> {")]
    [InlineData("{\"find\":")]
    public void A_reply_that_repeats_itself_without_end_is_read_all_the_same(string piece) =>
        Assert.NotNull(ReplyReader.Read(string.Concat(Enumerable.Repeat(piece, 40_000))));
}
