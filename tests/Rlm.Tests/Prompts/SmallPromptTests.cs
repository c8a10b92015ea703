using Rlm.Commands;
using Rlm.Prompts;
using Rlm.Replies;
using Rlm.Testing.Chat;
using Rlm.Tests.Runs;

namespace Rlm.Tests.Prompts;

public sealed class SmallPromptTests
{
    [Theory]
    [InlineData("small", "find lines count rust_wasm final final_var")]
    [InlineData("small_no_compiler", "find lines regex count final final_var")]
    public async Task Six_commands_are_offered_and_no_other(string form, string expected)
    {
        var prompt = await PromptForms.BuildAsync(form);
        Assert.Equal(expected.Split(' ').Order(StringComparer.Ordinal), prompt.Commands.Select(c => c.Op).Order(StringComparer.Ordinal));
        var everything = PromptForms.Plain(prompt);
        Assert.All(
            CommandCatalog.BuiltIn.Commands.Select(c => c.Declaration.Op).Except(prompt.Commands.Select(c => c.Op)),
            op => Assert.DoesNotContain($"\"op\":\"{op}\"", everything));
    }

    [Theory]
    [InlineData("small", "orders.csv", "id,city,amount\n1,Berlin,20\n2,Bonn,35\n3,Berlin,5\n", "Berlin: 2\nBonn: 1")]
    [InlineData("small_no_compiler", "orders.log", "1 ok\n2 failed\n3 ok\n4 failed\n", "2")]
    public async Task The_worked_conversation_is_what_would_happen(string form, string name, string document, string answer)
    {
        var turns = (await PromptForms.BuildAsync(form)).PriorTurns;
        Assert.Equal([false, true, false, true], turns.Select(t => t.FromModel));
        Assert.All(turns.Where(t => t.FromModel), t =>
        {
            var reading = ReplyReader.Read(t.Text);
            Assert.Empty(reading.Problems);
            Assert.Single(reading.Commands);
        });
        await using var bench = new RunBench(ChatAnswers.Streamed(turns[1].Text), ChatAnswers.Streamed(turns[3].Text))
        {
            Documents = Rlm.Documents.DocumentSet.Of([(name, Rlm.Documents.Text.FromText(document))]),
        };
        var result = await bench.ResultAsync();
        Assert.Equal(answer, result.Answer);
        Assert.Equal(turns[2].Text, bench.Server.Requests[1].LastMessage);
    }

    [Fact]
    public async Task The_full_prompt_has_no_turns_before_the_question() =>
        Assert.Empty((await PromptForms.BuildAsync("full")).PriorTurns);

    [Fact]
    public void The_hash_covers_the_turns() => Assert.NotEqual(
        new SystemPrompt("a").Hash, new SystemPrompt("a") { PriorTurns = [new PriorTurn(true, "b")] }.Hash);
}
