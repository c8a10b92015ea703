namespace Rlm.Tests.Replies;

public sealed class ReplyShapeTests
{
    [Theory]
    [InlineData("He said {\"name\":\"Anna\",\"arguments\":[1]}")]
    [InlineData("{\"name\":\"Anna\",\"age\":7}")]
    [InlineData("{\"name\":\"order-17\",\"parameters\":{\"a\":1}}")]
    public void Data_is_not_taken_for_a_call(string reply) => Assert.Equal(string.Empty, Reading.Of(reply));

    [Fact]
    public void A_very_long_reply_is_read_to_its_end()
    {
        var prose = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"Line {i} of {{set {i}}} [and {i}] says \"so\".\n"));
        var code = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"fn f{i}() -> u64 {{ {i} }}\n")) + "pub fn analyze(input: &str) -> String { f1().to_string() }\n";
        var reading = Rlm.Replies.ReplyReader.Read($"{prose}{{\"op\":\"rust_wasm\",\"store\":\"n\"}}\n```rust\n{code}```\n{prose}{{\"op\":\"final_var\",\"name\":\"n\"}}");
        Assert.Equal(["rust_wasm", "final_var"], reading.Commands.Select(c => c.Op));
        Assert.Equal(code, (string)reading.Commands[0].Arguments["code"]!);
        Assert.Empty(reading.Problems);
    }
}
