using Rlm.Documents;
using Rlm.Models;
using Rlm.Runs;
using Rlm.Testing.Chat;

namespace Rlm.Tests.Runs;

public sealed class RecursionTests
{
    [Fact]
    public async Task A_nested_run_has_commands_and_variables_of_its_own()
    {
        await using var bench = new RunBench(
            ChatAnswers.Streamed("""{"op":"set","name":"x","value":"outer"} {"op":"find","text":"error","store":"hits"} {"op":"rlm_query","task":"How many lines?","on":"hits","store":"n"} {"op":"final","answer":"${n} ${x}"}"""),
            ChatAnswers.Streamed("""{"op":"get","name":"x"} {"op":"count","what":"lines","store":"n"}"""),
            ChatAnswers.Streamed("""{"op":"final_var","name":"n"}"""));
        var events = await bench.RunAsync();
        var result = events.OfType<RunFinished>().Single().Result;
        Assert.Equal(("2 outer", 1, 2), (result.Answer, result.Iterations, result.SubCalls));
        Assert.Contains("text (16 bytes, 2 lines)", bench.Server.Requests[1].Messages[0]);
        Assert.Equal("user: Question: How many lines?", bench.Server.Requests[1].Messages[1]);
        Assert.Contains("unknown_variable", bench.Server.Requests[2].LastMessage);
        var nested = events.OfType<NestedStarted>().Single();
        Assert.Equal((1, 16), (nested.Depth, nested.Bytes));
        Assert.All(events.OfType<CommandFinished>().Where(c => c.Op is "get" or "count" or "final_var"), c => Assert.Equal(nested.Id, c.Node));
        Assert.All(events.OfType<CommandFinished>().Where(c => c.Op is "find" or "final"), c => Assert.Null(c.Node));
        Assert.Equal(new RunTokens(30, 15, 7), result.Tokens);
    }

    [Fact]
    public async Task Depth_is_bounded_and_the_deepest_is_told_so()
    {
        await using var bench = new RunBench(
            ChatAnswers.Streamed("""{"op":"rlm_query","task":"a","store":"n"} {"op":"final_var","name":"n"}"""),
            ChatAnswers.Streamed("""{"op":"rlm_query","task":"b"}"""),
            ChatAnswers.Streamed("""{"op":"final","answer":"deep"}"""))
        {
            Limits = new RunLimits { MaxDepth = 1 },
        };
        Assert.Equal("deep", (await bench.ResultAsync()).Answer);
        Assert.Contains("no further run can begin inside this one", bench.Server.Requests[2].LastMessage);
    }

    [Fact]
    public async Task A_question_is_asked_once_in_a_run()
    {
        await using var bench = new RunBench(
            ChatAnswers.Streamed("""{"op":"llm_query","prompt":"one","store":"a"} {"op":"llm_query","prompt":"one","store":"b"} {"op":"rlm_query","task":"t","store":"c"} {"op":"rlm_query","task":"t","store":"d"} {"op":"final","answer":"${a}${b}${c}${d}"}"""),
            ChatAnswers.Streamed("A"),
            ChatAnswers.Streamed("""{"op":"final","answer":"C"}"""));
        var result = await bench.ResultAsync();
        Assert.Equal(("AACC", 2), (result.Answer, result.SubCalls));
        Assert.Equal(3, bench.Server.Requests.Count);
    }

    [Fact]
    public async Task A_map_asks_about_every_part_and_keeps_their_order()
    {
        var lines = string.Concat(Enumerable.Range(0, 100).Select(i => $"line number {i:000}\n"));
        await using var bench = new RunBench(
            ChatAnswers.Streamed("""{"op":"llm_map","prompt":"First number?","chunk_size":400,"store":"n"} {"op":"final_var","name":"n"}"""))
        {
            Documents = DocumentSet.Of([("a.txt", Text.FromText(lines))]),
        };
        bench.Server.Otherwise = ChatAnswers.By(r => r.LastMessage.Split("number ")[1][..3]);
        var events = await bench.RunAsync();
        var result = events.OfType<RunFinished>().Single().Result;
        var numbers = result.Answer!.Split('\n').Select(int.Parse).ToList();
        Assert.Equal(numbers.Order(), numbers);
        Assert.Equal(result.SubCalls, numbers.Count);
        Assert.Equal(0, numbers[0]);
        Assert.InRange(numbers.Count, 4, 6);
    }

    [Fact]
    public async Task One_part_that_fails_fails_alone_and_answers_are_combined()
    {
        await using var bench = new RunBench(
            ChatAnswers.Streamed("""{"op":"llm_map","prompt":"Say it","chunk_size":200,"combine":"Together?","store":"n"} {"op":"final_var","name":"n"}"""))
        {
            Documents = DocumentSet.Of([("a.txt", Text.FromText(new string('a', 200) + new string('b', 200) + new string('c', 100)))]),
        };
        bench.Server.Otherwise = ChatAnswers.ByAnswer(r => r.LastMessage switch
        {
            var m when m.StartsWith("Together?", StringComparison.Ordinal) => ChatAnswers.Whole("all: " + m.Split('\n').Count(l => l.StartsWith("[part 2 of 3 was not answered", StringComparison.Ordinal))),
            var m when m.Contains("bbb", StringComparison.Ordinal) => ChatAnswers.Status(400, "no b"),
            _ => ChatAnswers.Whole("ok"),
        });
        var result = await bench.ResultAsync();
        Assert.Equal("all: 1", result.Answer);
    }

    [Fact]
    public async Task A_map_that_the_budget_cannot_pay_asks_nothing()
    {
        await using var bench = new RunBench(
            ChatAnswers.Streamed("""{"op":"llm_map","prompt":"p","chunk_size":200}"""), ChatAnswers.Streamed("""{"op":"final","answer":"no"}"""))
        {
            Documents = DocumentSet.Of([("a.txt", Text.FromText(new string('a', 999)))]),
            Limits = new RunLimits { MaxSubCalls = 4 },
        };
        Assert.Equal(0, (await bench.ResultAsync()).SubCalls);
        Assert.Contains("make 5 parts, and 4 questions are left", bench.Server.Requests[1].LastMessage);
    }

    [Fact]
    public async Task Sixty_four_at_once_do_not_overspend_by_one()
    {
        var text = string.Concat(Enumerable.Range(0, 400).Select(i => $"{i:0000}{new string('x', 245)}\n"));
        await using var bench = new RunBench(
            ChatAnswers.Streamed("""{"op":"llm_map","prompt":"a","chunk_size":250,"store":"n"} {"op":"llm_map","prompt":"b","chunk_size":250}"""))
        {
            Documents = DocumentSet.Of([("a.txt", Text.FromText(text))]),
            Limits = new RunLimits { MaxSubCalls = 500, MaxTokens = 60_000 },
            Provider = new ProviderOptions { Model = "m", PricePrompt = 1, PriceCompletion = 1 },
        };
        bench.Server.Otherwise = ChatAnswers.By(_ => "x", 200, 100);
        var result = await bench.ResultAsync();
        Assert.Equal(bench.Server.Requests.Count, result.SubCalls + result.Iterations);
        Assert.InRange(result.Tokens.Prompt + result.Tokens.Completion, 1, 60_000);
        Assert.InRange(result.SubCalls, 1, 500);
    }
}
