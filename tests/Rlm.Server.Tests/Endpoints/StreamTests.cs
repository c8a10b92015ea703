using System.Text.Json.Nodes;
using Rlm.Server.Runs;
using Rlm.Testing.Chat;

namespace Rlm.Server.Tests.Endpoints;

public sealed class StreamTests
{
    [Fact]
    public async Task The_events_are_those_of_the_trace()
    {
        await using var service = await TestService.StartAsync(ChatAnswers.Streamed(Answers.CountLines));
        var events = await (await EventReader.PostAsync(service, "/stream", Question)).ToListAsync(TestContext.Current.CancellationToken);
        var kept = events.Where(e => e.Id is not null).ToList();
        var runId = kept[0].Id!.Split(':')[0];

        Assert.Equal(Enumerable.Range(1, kept.Count).Select(n => $"{runId}:{n}"), kept.Select(e => e.Id));
        var trace = await File.ReadAllLinesAsync(Path.Combine(TestHome.Path, "runs", runId + ".jsonl"), TestContext.Current.CancellationToken);
        Assert.Equal(trace, kept.Select(e => e.Data));
        Assert.Equal("run_finished", events[^1].Name);
    }

    [Fact]
    public async Task What_the_model_writes_is_told_while_it_writes()
    {
        var rest = new TaskCompletionSource();
        await using var service = await TestService.StartAsync(async exchange =>
        {
            await exchange.BeginEventsAsync();
            await exchange.EventAsync("""{"choices":[{"delta":{"content":"{\"op\":\"final\","}}]}""");
            await rest.Task;
            await exchange.EventAsync("""{"choices":[{"delta":{"content":"\"answer\":\"done\"}"},"finish_reason":"stop"}]}""");
            await exchange.EventAsync("[DONE]");
            await exchange.EndEventsAsync();
        });
        await using var stream = await EventReader.PostAsync(service, "/stream", Question);
        await using var events = stream.GetAsyncEnumerator(TestContext.Current.CancellationToken);
        while (await events.MoveNextAsync() && events.Current.Name != "model_text")
        {
        }

        Assert.Null(events.Current.Id);
        Assert.Equal("{\"op\":\"final\",", (string?)JsonNode.Parse(events.Current.Data)!["text"]);
        rest.SetResult();
        while (await events.MoveNextAsync() && events.Current.Name != "run_finished")
        {
        }

        Assert.Equal("done", (string?)JsonNode.Parse(events.Current.Data)!["result"]!["answer"]);
    }

    [Fact]
    public async Task A_stream_goes_on_where_it_broke_off()
    {
        var answer = new TaskCompletionSource();
        await using var service = await TestService.StartAsync(ChatAnswers.After(answer.Task, ChatAnswers.Streamed(Answers.CountLines)));
        List<ServerEvent> before = [];
        await using (var first = await EventReader.PostAsync(service, "/stream", Question))
        {
            await foreach (var one in first)
            {
                before.Add(one);
                if (one.Name == "model_asked")
                {
                    break;
                }
            }
        }

        var run = Assert.Single(service.Get<LiveRuns>().All);
        answer.SetResult();
        var after = await (await EventReader.PostAsync(service, "/stream", Question, before[^1].Id)).ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal($"{run.Id}:{before.Count(e => e.Id is not null) + 1}", after.First(e => e.Id is not null).Id);
        Assert.Equal("run_finished", after[^1].Name);
        Assert.Equal("2", (string?)JsonNode.Parse(after[^1].Data)!["result"]!["answer"]);

        var again = await (await EventReader.GetAsync(service, $"/runs/{run.Id}/events", after[^2].Id)).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(after[^1].Data, Assert.Single(again).Data);
    }

    [Fact]
    public async Task A_client_that_goes_away_takes_its_run_with_it()
    {
        await using var service = await TestService.StartAsync(
            s => s.Server = s.Server with { ReconnectTime = TimeSpan.Zero }, ChatAnswers.After(new TaskCompletionSource().Task, Answers.Final("never")));
        LiveRun run;
        await using (var stream = await EventReader.PostAsync(service, "/stream", Question))
        {
            await service.Model.ArrivedAsync(TestContext.Current.CancellationToken);
            run = Assert.Single(service.Get<LiveRuns>().All);
        }

        await run.Ended.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(StopReason.Abandoned, run.Reason);
    }

    [Fact]
    public async Task A_question_that_nobody_waits_for_is_stopped_at_once()
    {
        await using var service = await TestService.StartAsync(ChatAnswers.After(new TaskCompletionSource().Task, Answers.Final("never")));
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using var content = new StringContent(Question.ToJsonString(), null, "application/json");
        var asked = service.Client.PostAsync(new Uri("/query", UriKind.Relative), content, leave.Token);
        await service.Model.ArrivedAsync(TestContext.Current.CancellationToken);
        var run = Assert.Single(service.Get<LiveRuns>().All);
        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);

        await run.Ended.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(StopReason.Abandoned, run.Reason);
    }

    [Fact]
    public async Task A_run_that_is_cancelled_says_so_to_who_watches()
    {
        await using var service = await TestService.StartAsync(ChatAnswers.After(new TaskCompletionSource().Task, Answers.Final("never")));
        await using var stream = await EventReader.PostAsync(service, "/stream", Question);
        await service.Model.ArrivedAsync(TestContext.Current.CancellationToken);
        var run = Assert.Single(service.Get<LiveRuns>().All);
        using var cancelled = await service.Client.PostAsync(new Uri($"/runs/{run.Id}/cancel", UriKind.Relative), null, TestContext.Current.CancellationToken);
        var events = await stream.ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal(204, (int)cancelled.StatusCode);
        Assert.Equal("run_stopped", events[^1].Name);
        Assert.Equal("interrupted", (string?)JsonNode.Parse(events[^1].Data)!["code"]);
        using var again = await service.Client.PostAsync(new Uri($"/runs/{run.Id}/cancel", UriKind.Relative), null, TestContext.Current.CancellationToken);
        await again.ProblemAsync(409, "has_ended");
    }

    private static JsonObject Question => new() { ["query"] = "How many lines?", ["context"] = "a\nb\n" };
}
