using Rlm.Models;
using Rlm.Models.Profiles;
using Rlm.Runs;
using Rlm.Testing.Chat;

namespace Rlm.Tests.Runs;

public sealed class RunStyleTests
{
    private static ProviderOptions Small => new() { Model = "m", Profile = new ModelProfile { Size = Size.Small } };

    [Fact]
    public async Task A_small_model_gives_one_command_a_reply_and_sees_what_came_of_it()
    {
        await using var bench = new RunBench(
            ChatAnswers.Streamed("""{"op":"count","what":"lines","store":"n"} {"op":"final_var","name":"n"}"""),
            ChatAnswers.Streamed("""{"op":"final_var","name":"n"} {"op":"count"}"""))
        {
            Provider = Small,
        };
        Assert.Equal(("4", 2), await bench.ResultAsync() is var r ? (r.Answer, r.Iterations) : default);
        Assert.Contains("final_var was not", bench.Server.Requests[1].LastMessage);
        var opening = bench.Server.Requests[0].Messages;
        Assert.Equal("assistant", opening[2].Split(':')[0]);
        Assert.Equal("user: Question: How many errors?", opening[^1]);
        Assert.DoesNotContain("rlm_query", opening[0]);
    }

    [Fact]
    public async Task A_small_window_is_a_small_model_and_nothing_that_does_not_fit_is_sent()
    {
        await using var bench = new RunBench(ChatAnswers.Streamed("""{"op":"final","answer":"2"}"""))
        {
            Provider = new ProviderOptions { Model = "m", Profile = new ModelProfile { ContextWindow = 4_096 } },
        };
        Assert.True((await bench.ResultAsync()).Success);
        Assert.Equal("assistant", bench.Server.Requests[0].Messages[2].Split(':')[0]);
        await using var tiny = new RunBench { Provider = new ProviderOptions { Model = "m", Profile = new ModelProfile { ContextWindow = 500 } } };
        var result = await tiny.ResultAsync();
        Assert.Equal("too_long", result.Error!.Code);
        Assert.Empty(tiny.Server.Requests);
    }

    [Fact]
    public async Task Old_results_are_left_out_before_the_window_is_full()
    {
        const int window = 12_000;
        var turn = 0;
        await using var bench = new RunBench
        {
            Provider = new ProviderOptions { Model = "m", Profile = new ModelProfile { ContextWindow = window } },
            Documents = Rlm.Documents.DocumentSet.Of([("a.txt", Rlm.Documents.Text.FromText(string.Concat(Enumerable.Range(0, 4_000).Select(i => $"line {i} of many\n"))))]),
        };
        bench.Server.Otherwise = ChatAnswers.ByAnswer(r => ChatAnswers.Whole(
            ++turn < 12 ? $$"""{"op":"lines","start":{{turn * 200}},"end":{{(turn * 200) + 200}},"store":"v{{turn}}"}""" : """{"op":"final","answer":"ok"}""",
            r.Messages.Sum(m => m.Length) / 3));
        Assert.Equal("ok", (await bench.ResultAsync()).Answer);
        Assert.All(bench.Server.Requests, r => Assert.InRange(r.Messages.Sum(m => m.Length) / 3, 0, window));
        Assert.Contains(bench.Server.Requests[^1].Messages, m => m.Contains("left out to save room", StringComparison.Ordinal));
        Assert.Equal(bench.Server.Requests[0].Messages, bench.Server.Requests[^1].Messages.Take(2));
    }

    [Fact]
    public async Task Commands_come_as_tool_calls_where_the_profile_says_so()
    {
        const string call = """{"choices":[{"message":{"content":null,"tool_calls":[{"id":"c1","type":"function","function":{"name":"count","arguments":"{\"what\":\"lines\",\"store\":\"n\"}"}}]},"finish_reason":"tool_calls"}],"usage":{"prompt_tokens":10,"completion_tokens":5}}""";
        const string final = """{"choices":[{"message":{"content":"","tool_calls":[{"id":"c2","type":"function","function":{"name":"final_var","arguments":"{\"name\":\"n\"}"}}]},"finish_reason":"tool_calls"}]}""";
        await using var bench = new RunBench(ChatAnswers.Json(call), ChatAnswers.Json(final))
        {
            Provider = new ProviderOptions { Model = "m", Profile = new ModelProfile { Protocol = Protocol.Tools } },
        };
        var events = await bench.RunAsync();
        Assert.Equal("4", events.OfType<RunFinished>().Single().Result.Answer);
        var tools = bench.Server.Requests[0].Body!["tools"]!.AsArray().Select(t => (string)t!["function"]!["name"]!).ToList();
        Assert.Contains("rust_wasm", tools);
        Assert.Contains("final_var", tools);
        Assert.Equal("""assistant: {"op":"count","what":"lines","store":"n"}""", bench.Server.Requests[1].Messages[2]);
        Assert.Equal("count", events.OfType<ModelReplied>().First().ToolCalls.Single().Name);
    }
}
