namespace Rlm.Tests.Replies;

public sealed class ReplyShapeTests
{
    [Theory]

    // Prose.
    [InlineData("Let me look.\n{\"op\":\"count\"}\nThat will tell.", "count {}")]
    [InlineData("I use {braces} and [brackets]: {\"op\":\"count\"} {and more}", "count {}")]
    [InlineData("In the set {1, 2} we find: {\"op\":\"count\"}", "count {}")]
    [InlineData("**Step 1**: {\"op\":\"count\"}\n**Step 2**: {\"op\":\"len\"}", "count {}\nlen {}")]
    [InlineData("- {\"op\":\"count\"}\n- {\"op\":\"len\"}", "count {}\nlen {}")]
    [InlineData("It's {\"op\":\"count\"}, isn't it?", "count {}")]
    [InlineData("> {\"op\":\"count\"}", "count {}")]
    [InlineData("`{\"op\":\"count\"}`", "count {}")]
    [InlineData("\uFEFF{\"op\":\"count\"}", "count {}")]
    [InlineData("{\"op\":\"COUNT\"}", "count {}")]
    [InlineData("{\"op\":\" count \"}", "count {}")]
    [InlineData("{\"op\":\"count\"}{\"op\":\"len\"}", "count {}\nlen {}")]
    [InlineData("{\"op\":\"count\"}\r\n{\"op\":\"len\"}\r\n", "count {}\nlen {}")]

    // Lists and wrappers.
    [InlineData("[{\"op\":\"count\"},{\"op\":\"len\"}]", "count {}\nlen {}")]
    [InlineData("[[{\"op\":\"count\"}],{\"op\":\"len\"}]", "count {}\nlen {}")]
    [InlineData("[1,\"x\",null,{\"op\":\"len\"}]", "len {}")]
    [InlineData("{\"commands\":[{\"op\":\"count\"},{\"op\":\"len\"}]}", "count {}\nlen {}")]
    [InlineData("{\"thought\":\"hm\",\"commands\":[{\"op\":\"count\"}]}", "count {}")]

    // Fences.
    [InlineData("```json\n{\"op\":\"count\"}\n```", "count {}")]
    [InlineData("```\n{\"op\":\"count\"}\n```", "count {}")]
    [InlineData("```json\n{\"op\":\"count\"}\n```\nthen\n```json\n{\"op\":\"len\"}\n```", "count {}\nlen {}")]
    [InlineData("```json\n[\n {\"op\":\"count\"},\n {\"op\":\"len\"}\n]\n```", "count {}\nlen {}")]
    [InlineData("```json\n{\"op\":\"count\"}", "count {}")]
    [InlineData("```json{\"op\":\"count\"}```", "count {}")]
    [InlineData("```{\"op\":\"count\"}```", "count {}")]
    [InlineData("~~~json\n{\"op\":\"count\"}\n~~~", "count {}")]
    [InlineData("```tool_code\n{\"op\":\"count\"}\n```", "count {}")]
    [InlineData("  ```json\n  {\"op\":\"count\"}\n  ```", "count {}")]

    // Thoughts.
    [InlineData("<think>{\"op\":\"len\"} or not</think>{\"op\":\"count\"}", "count {}")]
    [InlineData("{\"op\":\"len\"} hm</think>{\"op\":\"count\"}", "count {}")]
    [InlineData("<THINK>a</THINK>{\"op\":\"count\"}<think>b {\"op\":\"len\"}</think>", "count {}")]
    [InlineData("<think>\n```json\n{\"op\":\"len\"}\n```\n</think>\n```json\n{\"op\":\"count\"}\n```", "count {}")]

    // Calls of tools.
    [InlineData("{\"name\":\"count\",\"arguments\":{\"what\":\"words\"}}", "count {\"what\":\"words\"}")]
    [InlineData("<tool_call>\n{\"name\":\"find\",\"arguments\":{\"text\":\"a\"}}\n</tool_call>", "find {\"text\":\"a\"}")]
    [InlineData("{\"name\":\"find\",\"arguments\":\"{\\\"text\\\":\\\"a\\\"}\"}", "find {\"text\":\"a\"}")]
    [InlineData("{\"name\":\"find\",\"parameters\":{\"text\":\"a\"}}", "find {\"text\":\"a\"}")]
    [InlineData("{\"tool_calls\":[{\"type\":\"function\",\"function\":{\"name\":\"count\",\"arguments\":{}}}]}", "count {}")]

    // JSON inside other things.
    [InlineData("{\"op\":\"set\",\"name\":\"n\",\"value\":\"{\\\"op\\\":\\\"len\\\"}\"}", "set {\"name\":\"n\",\"value\":\"{\\\"op\\\":\\\"len\\\"}\"}")]
    [InlineData("{\"op\":\"final\",\"answer\":\"use ```json``` fences\"}", "final {\"answer\":\"use ```json``` fences\"}")]
    [InlineData("{\"op\":\"final\",\"answer\":\"a } b { c ] d [\"}", "final {\"answer\":\"a } b { c ] d [\"}")]
    [InlineData("{\"op\":\"rust_wasm\",\"inputs\":{\"a\":\"x\",\"b\":\"y\"}}", "rust_wasm {\"inputs\":{\"a\":\"x\",\"b\":\"y\"}}")]

    // A final answer beside other commands stays where it stands.
    [InlineData("{\"op\":\"final\",\"answer\":\"1\"}\n{\"op\":\"count\"}", "final {\"answer\":\"1\"}\ncount {}")]
    [InlineData("{\"op\":\"count\",\"store\":\"n\"}\n{\"op\":\"final_var\",\"name\":\"n\"}", "count {\"store\":\"n\"}\nfinal_var {\"name\":\"n\"}")]
    [InlineData("{\"op\":\"dance\",\"how\":\"slowly\"}", "dance {\"how\":\"slowly\"}")]
    public void Commands_are_found(string reply, string expected) => Assert.Equal(expected, Reading.Of(reply));

    [Theory]
    [InlineData("He said {\"name\":\"Anna\",\"arguments\":[1]}")]
    [InlineData("{\"name\":\"Anna\",\"age\":7}")]
    [InlineData("{\"name\":\"order-17\",\"parameters\":{\"a\":1}}")]
    public void Data_is_not_taken_for_a_call(string reply) => Assert.Equal(string.Empty, Reading.Of(reply));
}
