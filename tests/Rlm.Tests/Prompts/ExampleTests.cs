using System.Text.RegularExpressions;
using Rlm.Documents;
using Rlm.Prompts;
using Rlm.Testing;
using Rlm.Testing.Chat;
using Rlm.Tests.Commands;
using Rlm.Tests.Runs;

namespace Rlm.Tests.Prompts;

/// <summary>Every example of the prompt compiles, runs, and says what it should.</summary>
public sealed partial class ExampleTests
{
    [Theory]
    [InlineData("word_frequency", "The whale, the sea; the Whale.\n", "the: 3\nwhale: 2\nsea: 1\n")]
    [InlineData("percentiles", "GET /a took 10 ms\nGET /b took 30.5 ms\nhello\nGET /c took 20 ms\nPOST /d took 100 ms\n", "n=4 mean=40.12 p50=20 p95=100 max=100")]
    [InlineData("patterns", "a@x.org, b.c@x.org\nA: a@x.org; e+f@sub.y.net!\n", "sub.y.net: 1\nx.org: 3\n")]
    [InlineData("json_lines", "{\"country\":\"de\",\"amount\":1.5}\n\n{\"amount\":2}\n{\"country\":\"de\",\"amount\":1}\n", "de: 2.50\nnone: 2.00\n")]
    [InlineData("csv", "id,city,price\n1,Bonn,2.5\n2,\"Aachen, West\",1\n3,Bonn,1\n4,Bonn,n/a\n", "Aachen, West: 1.00\nBonn: 3.50\n")]
    [InlineData("merge", "1 INFO a\n2 WARN b\n3 INFO c\n\n", "INFO\t2\nWARN\t1\n")]
    public async Task An_example_gives_what_it_promises(string name, string input, string expected)
    {
        var example = Example(name);
        using var bench = new CommandBench(("input.txt", input));
        Assert.Equal(expected, await bench.KeepAsync(Command(example)));
    }

    [Fact]
    public async Task The_join_finds_its_two_inputs_by_name()
    {
        var example = Example("join");
        using var bench = new CommandBench(
            ("orders.csv", "customer,amount\n1,10\n2,5\n1,7\n9,1\n"), ("customers.csv", "id,name\n1,Ann\n2,Bob\n"));
        Assert.Equal("Ann: 17\nBob: 5\nunknown: 1\n", await bench.KeepAsync(Command(example)));
    }

    [Fact]
    public async Task Code_asks_a_model_about_each_row()
    {
        var example = Example("ask_from_code");
        await using var bench = new RunBench(
            ChatAnswers.Streamed($$"""{"op":"rust_wasm","store":"n"}{{"\n"}}{{example.Block}}{{"\n"}}{"op":"final_var","name":"n"}"""),
            ChatAnswers.By(request => request.LastMessage.Contains("late", StringComparison.Ordinal) ? "Yes." : "no"),
            ChatAnswers.By(request => request.LastMessage.Contains("late", StringComparison.Ordinal) ? "Yes." : "no"))
        {
            Documents = DocumentSet.Of([("mails.txt", Text.FromText("complaint: came late\nthanks\ncomplaint: wrong colour\n"))]),
        };
        Assert.Equal("1 of 2", (await bench.ResultAsync()).Answer);
    }

    [Fact]
    public void Every_file_of_an_example_is_listed_and_is_a_title_and_a_block()
    {
        var files = Directory.EnumerateFiles(Repository.PathOf("src", "Rlm", "Prompts", "Examples"), "*.md").Select(Path.GetFileNameWithoutExtension);
        Assert.Equal(files.Order(StringComparer.Ordinal), PromptExample.All.Select(e => e.Name).Order(StringComparer.Ordinal));
        Assert.All(PromptExample.All, example =>
        {
            Assert.DoesNotContain('\n', example.Title);
            Assert.StartsWith("```rust\n", example.Block, StringComparison.Ordinal);
            Assert.EndsWith("\n```", example.Block, StringComparison.Ordinal);
            Assert.Equal("rust_wasm", Assert.Single(Rlm.Replies.ReplyReader.Read(example.Block).Commands).Op);
        });
    }

    /// <summary>The example, when the guest crate has all that it calls.</summary>
    private static PromptExample Example(string name)
    {
        var example = PromptExample.All.Single(e => e.Name == name);
        var guest = string.Concat(Directory.EnumerateFiles(Repository.PathOf("guest", "rlm", "src"), "*.rs").Select(File.ReadAllText));
        foreach (Match call in GuestCall().Matches(example.Block))
        {
            var function = call.Groups[1].Value;
            Assert.SkipUnless(guest.Contains($"pub fn {function}", StringComparison.Ordinal), $"guest/rlm has no `{function}` yet.");
        }

        return example;
    }

    private static string Command(PromptExample example)
    {
        var code = example.Block["```rust\n".Length..^"```".Length];
        return new System.Text.Json.Nodes.JsonObject { ["op"] = "rust_wasm", ["code"] = code }.ToJsonString();
    }

    [GeneratedRegex(@"rlm::(\w+)\(")]
    private static partial Regex GuestCall();
}
