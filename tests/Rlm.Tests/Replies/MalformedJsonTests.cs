namespace Rlm.Tests.Replies;

public sealed class MalformedJsonTests
{
    [Theory]
    [InlineData("""{"op":"find","text":"a" """, false)]
    [InlineData("""{"op":"find","text":"abc""", false)]
    [InlineData("""{"op":"find","text":""", false)]
    [InlineData("""{"op":"find","on":["a","b""", false)]
    [InlineData("""{"op":"rust_wasm","inputs":{"a":"b"}""", false)]
    [InlineData("```json\n{\"op\":\"find\",\"text\":\"a\n```", false)]
    [InlineData("{\"op\":\"count\",\"on\":\"a\"\n```rust\nfn analyze() {}\n```", false)]
    [InlineData("""{"name":"find","arguments":{"text":"a" """, false)]
    [InlineData("""{"name":"find","arguments":"{\"text\":\"a"}""", false)]
    [InlineData("""{"op":"find","text":"a"}""", true)]
    [InlineData("""[{"op":"find","text":"a"}""", true)]
    [InlineData("""{"commands":[{"op":"find","text":"a"}""", true)]
    [InlineData("""{"op":"find","text":"a"} and a set {1, 2""", true)]
    [InlineData("{\"op\":\"rust_wasm\",\"code\":\n```rust\nfn analyze() {}\n```\n}", true)]
    public void A_command_that_the_reply_ended_before_is_named(string reply, bool closed)
    {
        var reading = Rlm.Replies.ReplyReader.Read(reply);
        Assert.Equal(closed, reading.Commands.All(c => c.IsClosed));
        Assert.Equal(closed, reading.Problems.Count == 0);
        Assert.NotEmpty(reading.Commands);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   \n ")]
    [InlineData("The answer is 42.")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{{{{")]
    [InlineData("}}}}")]
    [InlineData("[[[[]]]]")]
    [InlineData("""{"a":1}""")]
    [InlineData("""{"op":{"name":"find"}}""")]
    [InlineData("""{"op":["find"]}""")]
    [InlineData("a set {1, 2, 3} and a list [4, 5]")]
    [InlineData("fn main() { println!(\"{}\", 1); }")]
    [InlineData("if x { y } else { z }")]
    [InlineData("\"op\": \"find\"")]
    public void Holds_no_command(string reply) => Assert.Equal(string.Empty, Reading.Of(reply));

    [Theory]
    [InlineData("""{"op":"find":"text"}""")]
    [InlineData("""{"op" "find"}""")]
    [InlineData("""{'op';'find'}""")]
    [InlineData("""{op: }""")]
    public void Looks_like_a_command_and_is_named(string reply)
    {
        var reading = Rlm.Replies.ReplyReader.Read($"Here: {reply}");
        Assert.Empty(reading.Commands);
        Assert.Contains(reply[..6], Assert.Single(reading.Problems));
    }

    [Fact]
    public void Problems_stay_few_and_short()
    {
        var reading = Rlm.Replies.ReplyReader.Read(string.Concat(Enumerable.Repeat("{\"op\" ", 10_000)));
        Assert.Empty(reading.Commands);
        Assert.InRange(reading.Problems.Count, 1, 10);
        Assert.All(reading.Problems, p => Assert.InRange(p.Length, 1, 300));
    }
}
