using Rlm.Replies;

namespace Rlm.Tests.Replies;

public sealed class ToolCallTests
{
    [Theory]
    [InlineData("find", """{"text":"a","store":"h"}""", """find {"text":"a","store":"h"}""")]
    [InlineData("find", """{"text":"a",}""", """find {"text":"a"}""")]
    [InlineData("find", """{'text':'a'}""", """find {"text":"a"}""")]
    [InlineData("find", "\"{\\\"text\\\":\\\"a\\\"}\"", """find {"text":"a"}""")]
    [InlineData("find", "timeout", """find {"text":"timeout"}""")]
    [InlineData("find", "\"timeout\"", """find {"text":"timeout"}""")]
    [InlineData("documents", "", "documents {}")]
    [InlineData("documents", "null", "documents {}")]
    [InlineData("documents", "{}", "documents {}")]
    [InlineData("functions.final_var", """{"name":"n"}""", """final_var {"name":"n"}""")]
    [InlineData("dance", """{"how":"slowly"}""", """dance {"how":"slowly"}""")]
    [InlineData("rust_wasm", "{\"code\":\"fn analyze() {\n}\"}", """rust_wasm {"code":"fn analyze() {\n}"}""")]
    public void A_call_is_a_command(string name, string arguments, string expected)
    {
        var reading = ReplyReader.ReadToolCalls([(name, arguments)], "I look.");
        var command = Assert.Single(reading.Commands);
        Assert.Equal(expected, $"{command.Op} {Reading.Plain(command.Arguments)}");
        Assert.Empty(reading.Problems);
    }

    [Fact]
    public void Code_in_the_text_belongs_to_the_calls_in_order()
    {
        var reading = ReplyReader.ReadToolCalls(
            [("find", """{"text":"a"}"""), ("rust_wasm", """{"store":"a"}"""), ("rust_wasm", """{"store":"b"}"""), ("final_var", """{"name":"b"}""")],
            "One:\n```rust\nfn analyze() { 1 }\n```\nTwo:\n```rust\nfn analyze() { 2 }\n```");
        Assert.Equal(["find", "rust_wasm", "rust_wasm", "final_var"], reading.Commands.Select(c => c.Op));
        Assert.Contains("1", (string)reading.Commands[1].Arguments["code"]!);
        Assert.Contains("2", (string)reading.Commands[2].Arguments["code"]!);
    }

    [Fact]
    public void Code_in_the_arguments_stays()
    {
        var reading = ReplyReader.ReadToolCalls([("rust_wasm", """{"code":"fn analyze() { 1 }"}""")], "For example:\n```rust\nlet x = 2;\n```");
        Assert.Equal("fn analyze() { 1 }", (string)Assert.Single(reading.Commands).Arguments["code"]!);
    }

    [Fact]
    public void Commands_in_the_text_count_only_without_calls()
    {
        Assert.Equal("count", Assert.Single(ReplyReader.ReadToolCalls([], """{"op":"count"}""").Commands).Op);
        Assert.Equal("len", Assert.Single(ReplyReader.ReadToolCalls([("len", "{}")], """I call {"op":"count"}""").Commands).Op);
    }

    [Fact]
    public void What_a_model_thinks_is_no_code() =>
        Assert.False(Assert.Single(ReplyReader.ReadToolCalls([("rust_wasm", "{}")], "<think>\n```rust\nfn analyze() {}\n```\n</think>").Commands).Arguments.ContainsKey("code"));

    [Theory]
    [InlineData("find", """{"text":"a""", true, "find were not closed")]
    [InlineData("lines", "five", false, "The arguments of lines are not a JSON object")]
    [InlineData("lines", "{]", false, "```rust block")]
    public void Arguments_that_cannot_be_read_are_told_back(string name, string arguments, bool isCommand, string told)
    {
        var reading = ReplyReader.ReadToolCalls([(name, arguments)], string.Empty);
        Assert.Equal(isCommand, reading.Commands.Count == 1);
        Assert.All(reading.Commands, c => Assert.False(c.IsClosed));
        Assert.Contains(told, Assert.Single(reading.Problems));
    }
}
