namespace Rlm.Tests.Replies;

public sealed class MalformedJsonTests
{
    [Theory]

    // Commas.
    [InlineData("""{"op":"find","text":"a",}""", """find {"text":"a"}""")]
    [InlineData("""{,"op":"find","text":"a"}""", """find {"text":"a"}""")]
    [InlineData("""{"op":"find",,"text":"a"}""", """find {"text":"a"}""")]
    [InlineData("""{"op":"find" "text":"a"}""", """find {"text":"a"}""")]
    [InlineData("""{"op":"find","on":["a","b",]}""", """find {"on":["a","b"]}""")]

    // Quotes.
    [InlineData("""{'op':'find','text':'a'}""", """find {"text":"a"}""")]
    [InlineData("""{'op':'find','text':'it\'s'}""", """find {"text":"it's"}""")]
    [InlineData("""{'op':'find','text':'say "hi" now'}""", """find {"text":"say \"hi\" now"}""")]
    [InlineData("""{"op":"find","text":"it's"}""", """find {"text":"it's"}""")]
    [InlineData("""{"op":"find","text":`a`}""", """find {"text":"a"}""")]
    [InlineData("""{op:"find",text:"a"}""", """find {"text":"a"}""")]
    [InlineData("""{op: find, text: a}""", """find {"text":"a"}""")]
    [InlineData("""{"op"="find","text"="a"}""", """find {"text":"a"}""")]
    [InlineData("""{“op”:“find”,“text”:“a”}""", """find {"text":"a"}""")]
    [InlineData("""{"op":"find","text":"say "hi" now"}""", """find {"text":"say \"hi\" now"}""")]
    [InlineData("""{"op":"find","text":""quoted""}""", """find {"text":"\"quoted\""}""")]

    // Words and numbers.
    [InlineData("""{"op":"slice","start":True,"end":None}""", """slice {"start":true,"end":null}""")]
    [InlineData("""{"op":"slice","start":FALSE}""", """slice {"start":false}""")]
    [InlineData("""{"op":"slice","start":+5,"end":-5}""", """slice {"start":5,"end":-5}""")]
    [InlineData("""{"op":"slice","start":05}""", """slice {"start":5}""")]
    [InlineData("""{"op":"slice","start":1_000}""", """slice {"start":"1_000"}""")]
    [InlineData("""{"op":"slice","start":}""", """slice {"start":null}""")]
    [InlineData("""{"op":"slice","start":undefined,"end":NaN}""", """slice {"start":null,"end":"NaN"}""")]
    [InlineData("""{"op":"slice","end":1e400}""", """slice {"end":1e400}""")]

    // Comments.
    [InlineData("{\"op\":\"find\", // look\n\"text\":\"a\"}", """find {"text":"a"}""")]
    [InlineData("""{"op":"find", /* look */ "text":"a"}""", """find {"text":"a"}""")]
    [InlineData("{\"op\":\"find\", # look\n\"text\":\"a\"}", """find {"text":"a"}""")]
    [InlineData("""{"op":"find","text":"http://a/*b*/"}""", """find {"text":"http://a/*b*/"}""")]

    // Raw line breaks, tabs and escapes that JSON does not know.
    [InlineData("{\"op\":\"find\",\"text\":\"a\tb\"}", """find {"text":"a\tb"}""")]
    [InlineData("{\"op\":\"set\",\"name\":\"n\",\"value\":\"a\nb\"}", """set {"name":"n","value":"a\nb"}""")]
    [InlineData("""{"op":"regex","pattern":"\d+\s*\w"}""", """regex {"pattern":"\\d+\\s*\\w"}""")]
    [InlineData("""{"op":"regex","pattern":"^\[\w+\]"}""", """regex {"pattern":"^\\[\\w+\\]"}""")]
    [InlineData("""{"op":"regex","pattern":"\\d+"}""", """regex {"pattern":"\\d+"}""")]
    [InlineData("""{"op":"find","text":"\u00e9\uD83D\uDE00"}""", """find {"text":"é\uD83D\uDE00"}""")]
    [InlineData("""{"op":"find","text":"\u00zz"}""", """find {"text":"\\u00zz"}""")]
    [InlineData("""{"op":"find","text":"\xe9"}""", """find {"text":"\\xe9"}""")]

    // Texts that end too early.
    [InlineData("""{"op":"find","text":"a" """, """find {"text":"a"}""")]
    [InlineData("""{"op":"find","text":"abc""", """find {"text":"abc"}""")]
    [InlineData("""{"op":"find","text":"abc\""", """find {"text":"abc\\"}""")]
    [InlineData("""{"op":"find","text":""", """find {"text":null}""")]
    [InlineData("""{"op":"find","on":["a","b""", """find {"on":["a","b"]}""")]
    [InlineData("""[{"op":"find","text":"a"},{"op":"count"}""", "find {\"text\":\"a\"}\ncount {}")]
    public void Is_read_as_it_was_meant(string reply, string expected) => Assert.Equal(expected, Reading.Of(reply));

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
