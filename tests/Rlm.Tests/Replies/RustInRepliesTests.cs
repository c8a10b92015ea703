using Rlm.Replies;

namespace Rlm.Tests.Replies;

public sealed class RustInRepliesTests
{
    private const string Code = "pub fn analyze(input: &str) -> String {\n    format!(\"{{{}}}\", input.len())\n}\n";

    [Theory]
    [InlineData("{\"op\":\"rust_wasm\",\"store\":\"n\"}\n```rust\n@```\n")]
    [InlineData("{\"op\":\"rust_wasm\",\"store\":\"n\"}\n\n```rs\n@```")]
    [InlineData("```rust\n@```\n{\"op\":\"rust_wasm\",\"store\":\"n\"}")]
    [InlineData("```json\n{\"op\":\"rust_wasm\",\"store\":\"n\"}\n```\n```rust\n@```\n")]
    [InlineData("{\"op\":\"rust_wasm\",\"store\":\"n\"}\n```\n@```\n")]
    [InlineData("{\"op\":\"rust_wasm\",\"store\":\"n\"}\n```Rust,no_run\n@```\n")]
    [InlineData("{\"op\":\"rust_wasm\",\"store\":\"n\"}\n```rust\n@")]
    [InlineData("{\"name\":\"rust_wasm\",\"arguments\":{\"store\":\"n\"}}\n```rust\n@```")]
    public void Code_in_a_fence_belongs_to_the_command_beside_it(string reply)
    {
        var command = Assert.Single(ReplyReader.Read(reply.Replace("@", Code, StringComparison.Ordinal)).Commands);
        Assert.Equal("rust_wasm", command.Op);
        Assert.Equal("n", (string)command.Arguments["store"]!);
        Assert.Equal(Code, (string)command.Arguments["code"]!);
    }

    [Fact]
    public void Code_alone_is_a_command_of_its_own()
    {
        var command = Assert.Single(ReplyReader.Read($"This counts:\n```rust\n{Code}```\n").Commands);
        Assert.Equal(("rust_wasm", Code), (command.Op, (string)command.Arguments["code"]!));
    }

    [Fact]
    public void Each_block_goes_to_its_own_command()
    {
        var reading = ReplyReader.Read(
            "{\"op\":\"rust_wasm\",\"store\":\"a\"}\n```rust\nfn analyze() { 1 }\n```\n{\"op\":\"rust_wasm\",\"store\":\"b\"}\n```rust\nfn analyze() { 2 }\n```\n{\"op\":\"final_var\",\"name\":\"b\"}");
        Assert.Equal(["rust_wasm", "rust_wasm", "final_var"], reading.Commands.Select(c => c.Op));
        Assert.Contains("1", (string)reading.Commands[0].Arguments["code"]!);
        Assert.Contains("2", (string)reading.Commands[1].Arguments["code"]!);
    }

    [Fact]
    public void Code_and_final_var_keep_their_order()
    {
        var reading = ReplyReader.Read($"```rust\n{Code}```\n{{\"op\":\"final_var\",\"name\":\"n\"}}");
        Assert.Equal(["rust_wasm", "final_var"], reading.Commands.Select(c => c.Op));
    }

    [Fact]
    public void A_helper_in_a_block_of_its_own_is_no_command() =>
        Assert.Empty(ReplyReader.Read("```rust\nfn helper() -> u32 { 1 }\n```").Commands);

    [Fact]
    public void Code_that_is_there_already_is_not_replaced()
    {
        var reading = ReplyReader.Read($"{{\"op\":\"rust_wasm\",\"code\":\"fn analyze() {{}}\"}}\n```rust\nlet x = 1;\n```");
        Assert.Equal("fn analyze() {}", (string)Assert.Single(reading.Commands).Arguments["code"]!);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"\"")]
    [InlineData("\" \"")]
    public void Code_that_is_empty_is_replaced(string empty)
    {
        var reading = ReplyReader.Read($"{{\"op\":\"rust_wasm\",\"code\":{empty}}}\n```rust\n{Code}```");
        Assert.Equal(Code, (string)Assert.Single(reading.Commands).Arguments["code"]!);
    }

    [Theory]
    [InlineData("pub fn analyze(input: &str) -> String { input.lines().map(|l| format!(\"{},{}\", l.len(), l)).collect::<Vec<_>>().join(\"\\n\") }")]
    [InlineData("pub fn analyze(input: &str) -> String { let v: Vec<&str> = input.split('\"').collect(); format!(\"{:?}\", v) }")]
    [InlineData("pub fn analyze(input: &str) -> String { if input.is_empty() { return \"{}\".into(); } r#\"{\"a\":[1,2]}\"#.to_string() }")]
    [InlineData("struct P { x: u8, y: u8 }\npub fn analyze(input: &str) -> String { let p = P { x: 1, y: 2 }; // }\n format!(\"{}\", p.x + p.y) /* { */ }")]
    [InlineData("pub fn analyze(input: &str) -> char { match input.chars().next() { Some('}') => '{', Some('\\'') => '\\\\', _ => '\"' } }")]
    public void Code_survives_as_proper_json_and_in_a_fence(string code)
    {
        var quoted = System.Text.Json.Nodes.JsonValue.Create(code).ToJsonString();
        Assert.Equal(code, Reading.Field($"Here: {{\"op\":\"rust_wasm\",\"code\":{quoted},\"store\":\"n\"}} and so on {{x}}", "code"));
        Assert.Equal(code + "\n", Reading.Field($"{{\"op\":\"rust_wasm\"}}\n```rust\n{code}\n```", "code"));
    }

    [Theory]
    [InlineData("pub fn analyze(input: &str) -> String {\n    input.lines().count().to_string()\n}")]
    [InlineData("pub fn analyze(input: &str) -> String {\n    let mut n = 0u64;\n    for l in input.lines() { if l.contains(\"ERROR\") { n += 1; } }\n    format!(\"{n} errors\")\n}")]
    [InlineData("pub fn analyze(input: &str) -> String {\n    let p: Vec<&str> = input.split(\";\").collect();\n    p.join(\" \")\n}")]
    [InlineData("pub fn analyze(input: &str) -> String {\n    let n = input.len();\n    format!(\"{}: {}\", n, n)\n}")]
    [InlineData("pub fn analyze(input: &str) -> String {\n    [\"a\", \"b\"].iter().map(|x| format!(\"{x}\", )).collect()\n}")]
    [InlineData("pub fn analyze(input: &str) -> String {\n    serde_json::json!({\"a\": 1, \"b\": input.len()}).to_string()\n}")]
    public void Code_with_raw_lines_and_quotes_is_read_whole(string code) =>
        Assert.Equal(code, Reading.Field($"{{\"op\":\"rust_wasm\",\"code\":\"{code}\",\"store\":\"n\"}}", "code"));
}
