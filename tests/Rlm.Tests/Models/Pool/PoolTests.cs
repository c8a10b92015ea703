using Microsoft.Extensions.AI;
using Rlm.Models;
using Rlm.Models.Pool;
using Rlm.Testing;
using Rlm.Testing.Chat;

namespace Rlm.Tests.Models.Pool;

public sealed class PoolTests
{
    private static readonly RetryOptions Once = new() { MaxRetries = 0 };

    [Fact]
    public async Task Models_of_one_role_take_turns_by_weight()
    {
        await using var server = new ScriptedChatServer { Otherwise = ChatAnswers.Whole("ok") };
        using var pool = Open(TimeProvider.System, Named(server, "a") with { Weight = 5 }, Named(server, "b"), Named(server, "c"));
        Assert.Equal("a", pool.Sub!.Name);
        for (var i = 0; i < 14; i++)
        {
            await AskAsync(pool, TimeProvider.System);
        }

        Assert.Equal("aabacaaaabacaa", string.Concat(server.Requests.Select(Model)));
    }

    [Fact]
    public async Task A_run_stays_with_the_model_that_began_it()
    {
        await using var server = new ScriptedChatServer { Otherwise = ChatAnswers.Whole("ok") };
        using var pool = Open(TimeProvider.System, Named(server, "a"), Named(server, "b"));
        for (var run = 0; run < 2; run++)
        {
            var caller = new ModelCaller(Once, TimeProvider.System);
            for (var i = 0; i < 3; i++)
            {
                await caller.AskAsync(pool, Request(ModelRole.Root), null, TestContext.Current.CancellationToken);
            }
        }

        Assert.Equal("aaabbb", string.Concat(server.Requests.Select(Model)));
    }

    [Fact]
    public async Task A_coder_writes_code_and_the_root_model_where_there_is_none()
    {
        await using var server = new ScriptedChatServer { Otherwise = ChatAnswers.Whole("ok") };
        using var pool = Open(TimeProvider.System, Named(server, "r") with { Role = ModelRole.Root }, Named(server, "c") with { Role = ModelRole.Coder });
        using var alone = Open(TimeProvider.System, Named(server, "s") with { Role = ModelRole.Root });
        Assert.Equal("c", (await AskAsync(pool, TimeProvider.System, ModelRole.Coder)).Model.Name);
        Assert.Equal("s", (await AskAsync(alone, TimeProvider.System, ModelRole.Coder)).Model.Name);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(429)]
    [InlineData(500)]
    public async Task What_another_could_mend_goes_to_the_next_after_its_retries(int status)
    {
        await using var bad = new ScriptedChatServer { Otherwise = ChatAnswers.Status(status, "bad day") };
        await using var good = new ScriptedChatServer(ChatAnswers.Whole("ok"));
        var time = ModelTestClient.NewTime();
        using var pool = Open(time, Named(bad, "a"), Named(good, "b"));
        var reply = await AskAsync(pool, time, retry: new RetryOptions { MaxRetries = 2 });
        Assert.Equal(("ok", "b"), (reply.Text, reply.Model.Name));
        Assert.Equal(status == 401 ? 1 : 3, bad.Requests.Count);
    }

    public static TheoryData<string> Faults => ["cut", "cut lines", "empty choices", "invalid JSON", "error inside"];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Whatever_a_provider_breaks_in_its_answer_another_may_mend(string fault)
    {
        await using var bad = new ScriptedChatServer
        {
            Otherwise = fault switch
            {
                "cut" => ChatAnswers.BrokenOff("half of an answer"),
                "cut lines" => OllamaAnswers.BrokenOff("half"),
                "empty choices" => ChatAnswers.Json("""{"choices":[]}"""),
                "invalid JSON" => ChatAnswers.Events("{nonsense"),
                _ => ChatAnswers.Events(ChatAnswers.Delta("half"), """{"error":{"message":"out of memory"}}"""),
            },
        };
        await using var good = new ScriptedChatServer(AnthropicAnswers.Streamed("ok"));
        using var pool = Open(TimeProvider.System, Named(bad, "a"), new ProviderOptions { ProviderType = ProviderType.Anthropic, Model = "b", BaseUrl = good.Origin });
        var reply = await AskAsync(pool, TimeProvider.System);
        Assert.Equal(("ok", "b", null), (reply.Text, reply.Model.Name, reply.Error));
    }

    [Fact]
    public async Task Who_falls_silent_is_not_asked_again_but_another_is()
    {
        await using var silent = new ScriptedChatServer(ChatAnswers.Silent);
        await using var good = new ScriptedChatServer(ChatAnswers.Whole("ok"));
        var time = new TestTime(TimeSpan.FromSeconds(60));
        using var pool = Open(time, Named(silent, "a"), Named(good, "b"));
        var asking = AskAsync(pool, time, retry: new RetryOptions());
        await silent.ArrivedAsync(TestContext.Current.CancellationToken);
        time.EndLongWaits();
        Assert.Equal("b", (await asking).Model.Name);
        Assert.Single(silent.Requests);
    }

    [Fact]
    public async Task Cancelling_asks_nobody_else()
    {
        await using var silent = new ScriptedChatServer(ChatAnswers.Silent);
        await using var good = new ScriptedChatServer(ChatAnswers.Whole("ok"));
        using var pool = Open(TimeProvider.System, Named(silent, "a"), Named(good, "b"));
        using var stop = new CancellationTokenSource();
        var asking = new ModelCaller(new RetryOptions(), TimeProvider.System).AskAsync(pool, Request(ModelRole.Sub), null, stop.Token);
        await silent.ArrivedAsync(TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        Assert.Empty(good.Requests);
    }

    [Fact]
    public async Task A_rate_is_waited_for_no_longer_than_one_wants_and_gives_its_share_back()
    {
        var pace = new RatePace(1, new TestTime(TimeSpan.Zero));
        await pace.TakeAsync(1, TestContext.Current.CancellationToken);
        using var stop = new CancellationTokenSource();
        var waiting = pace.TakeAsync(1, stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        pace.Return(1);
        Assert.True(pace.TakeAsync(1, TestContext.Current.CancellationToken).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task A_refusal_is_not_asked_of_others()
    {
        await using var bad = new ScriptedChatServer(ChatAnswers.Status(400, "no such thing"));
        await using var good = new ScriptedChatServer(ChatAnswers.Whole("ok"));
        using var pool = Open(TimeProvider.System, Named(bad, "a"), Named(good, "b"));
        Assert.Equal("refused", (await AskAsync(pool, TimeProvider.System)).Error!.Code);
        Assert.Empty(good.Requests);
    }

    [Fact]
    public async Task A_bad_answer_is_asked_of_one_other()
    {
        await using var server = new ScriptedChatServer { Otherwise = ChatAnswers.Body("text/html", "<h1>hello</h1>") };
        using var pool = Open(TimeProvider.System, Named(server, "a"), Named(server, "b"), Named(server, "c"));
        var error = (await AskAsync(pool, TimeProvider.System)).Error!;
        Assert.Equal("bad_answer", error.Code);
        Assert.Equal(2, server.Requests.Count);
        Assert.Contains("Before that: a at", error.Message);
    }

    [Fact]
    public async Task Who_could_not_be_reached_is_tried_last_for_a_while()
    {
        using var closed = new ClosedPort();
        await using var server = new ScriptedChatServer { Otherwise = ChatAnswers.Whole("ok") };
        var time = new MovedTime();
        using var pool = Open(time, new ProviderOptions { Model = "down", BaseUrl = closed.BaseUrl, Weight = 100 }, Named(server, "up"));
        var first = await AskAsync(pool, time);
        Assert.Equal("up", first.Model.Name);
        Assert.Equal("up", pool.Turn(ModelRole.Sub)[0].Model.Name);
        Assert.Equal(2, pool.Turn(ModelRole.Sub).Count);
        time.Move(TimeSpan.FromSeconds(29));
        Assert.Equal("up", pool.Turn(ModelRole.Sub)[0].Model.Name);
        time.Move(TimeSpan.FromSeconds(2));
        Assert.Equal("down", pool.Turn(ModelRole.Sub)[0].Model.Name);
    }

    [Fact]
    public async Task A_model_that_alone_has_its_role_is_tried_although_it_rests()
    {
        using var closed = new ClosedPort();
        var time = new MovedTime();
        using var pool = Open(time, new ProviderOptions { Model = "down", BaseUrl = closed.BaseUrl });
        Assert.Equal("unreachable", (await AskAsync(pool, time)).Error!.Code);
        Assert.Equal("unreachable", (await AskAsync(pool, time)).Error!.Code);
    }

    [Fact]
    public async Task No_more_than_so_many_are_asked_at_a_time_and_first_come_first_served()
    {
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new ScriptedChatServer { Otherwise = ChatAnswers.After(go.Task, ChatAnswers.Whole("ok")) };
        using var pool = Open(TimeProvider.System, Named(server, "a") with { MaxConcurrency = 2 });
        var asking = Enumerable.Range(0, 5).Select(_ => AskAsync(pool, TimeProvider.System)).ToList();
        await server.ArrivedAsync(TestContext.Current.CancellationToken);
        await server.ArrivedAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, server.Requests.Count);
        go.SetResult();
        Assert.All(await Task.WhenAll(asking), reply => Assert.Equal("ok", reply.Text));
    }

    [Fact]
    public async Task Whoever_waits_for_a_place_can_be_cancelled_and_leaves_it_free()
    {
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new ScriptedChatServer { Otherwise = ChatAnswers.After(go.Task, ChatAnswers.Whole("ok")) };
        using var pool = Open(TimeProvider.System, Named(server, "a") with { MaxConcurrency = 1 });
        using var stop = new CancellationTokenSource();
        var first = AskAsync(pool, TimeProvider.System);
        await server.ArrivedAsync(TestContext.Current.CancellationToken);
        var second = new ModelCaller(Once, TimeProvider.System).AskAsync(pool, Request(ModelRole.Sub), null, stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        go.SetResult();
        Assert.Equal("ok", (await first).Text);
        Assert.Equal("ok", (await AskAsync(pool, TimeProvider.System)).Text);
    }

    [Fact]
    public async Task Requests_beyond_the_rate_wait_for_their_share_of_the_minute()
    {
        await using var server = new ScriptedChatServer { Otherwise = ChatAnswers.Whole("ok") };
        var time = new MovedTime();
        using var pool = Open(time, Named(server, "a") with { RequestsPerMinute = 3 });
        for (var i = 0; i < 5; i++)
        {
            await AskAsync(pool, time);
        }

        Assert.Equal([20, 20], time.Waits.Select(w => Math.Round(w.TotalSeconds)));
    }

    [Fact]
    public async Task Tokens_are_reserved_by_estimate_and_settled_by_what_the_provider_counts()
    {
        await using var server = new ScriptedChatServer(ChatAnswers.Whole("ok", 900, 100), ChatAnswers.Whole("ok", 10, 10));
        var time = new MovedTime();
        using var pool = Open(time, Named(server, "a") with { TokensPerMinute = 1000 });
        await AskAsync(pool, time, maxTokens: 100);
        await AskAsync(pool, time, maxTokens: 490);
        Assert.InRange(Assert.Single(time.Waits).TotalSeconds, 28, 33);
    }

    private static string Model(ScriptedRequest request) => (string)request.Body!["model"]!;

    private static ProviderOptions Named(ScriptedChatServer server, string name) => new() { Model = name, BaseUrl = server.BaseUrl };

    private static ModelPool Open(TimeProvider time, params ProviderOptions[] providers) => ModelTestClient.Open(time, providers);

    private static ModelRequest Request(ModelRole role) => new(role, [new ChatMessage(ChatRole.User, "hello")]);

    private static Task<ModelReply> AskAsync(
        ModelPool pool, TimeProvider time, ModelRole role = ModelRole.Sub, RetryOptions? retry = null, int? maxTokens = null) =>
        new ModelCaller(retry ?? Once, time).AskAsync(pool, Request(role) with { MaxOutputTokens = maxTokens }, null, TestContext.Current.CancellationToken);
}
