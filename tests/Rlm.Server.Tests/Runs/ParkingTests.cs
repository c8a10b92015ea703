using System.Text.Json.Nodes;
using Rlm.Server.Runs;
using Rlm.Testing.Chat;

namespace Rlm.Server.Tests.Runs;

public sealed class ParkingTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_that_goes_on_when_the_service_stops_goes_on_at_its_next_start()
    {
        string id;
        var hold = new TaskCompletionSource();
        await using (var service = await TestService.StartAsync(
            s => s.Server = s.Server with { ShutdownTime = TimeSpan.Zero },
            ChatAnswers.Streamed("""{"op":"count","what":"lines","store":"n"}"""), ChatAnswers.After(hold.Task, Answers.Final("never"))))
        {
            var asked = service.PostAsync("/query", new JsonObject { ["query"] = "How many lines?", ["context"] = "a\nb\n" });
            await service.Model.ArrivedAsync(Stop);
            await service.Model.ArrivedAsync(Stop);
            id = Assert.Single(service.Get<LiveRuns>().All).Id;
            await service.StopAsync();
            using var response = await asked;
            var problem = await response.ProblemAsync(503, "parked");
            Assert.Contains(id, (string)problem["detail"]!, StringComparison.Ordinal);
        }

        // Only the second question is asked again: the answer to the first is known.
        await using var next = await TestService.StartAsync(Answers.Final("two"));
        await next.Model.ArrivedAsync(Stop);
        while (next.Get<LiveRuns>().Find(id) is { } run)
        {
            await run.Ended.WaitAsync(Stop);
        }

        var told = await next.GetAsync($"/runs/{id}");
        Assert.Equal("two", (string?)told["result"]!["answer"]);
        Assert.Single(next.Model.Requests);
        Assert.False(Directory.Exists(Path.Combine(TestHome.Path, "runs", id + ".documents")));
        while (File.Exists(Path.Combine(TestHome.Path, "runs", id + ".parked")))
        {
            await Task.Yield();
        }
    }

    [Fact]
    public async Task Runs_that_end_in_time_are_waited_for_and_no_new_ones_begin()
    {
        var hold = new TaskCompletionSource();
        await using var service = await TestService.StartAsync(ChatAnswers.After(hold.Task, Answers.Final("in time")));
        var asked = service.PostAsync("/query", new JsonObject { ["query"] = "?", ["context"] = "a\n" });
        await service.Model.ArrivedAsync(Stop);
        var stopping = Task.Run(service.StopAsync, Stop);
        while (!service.Get<RunPlaces>().IsClosed)
        {
            await Task.Yield();
        }

        using var late = await service.PostAsync("/query", new JsonObject { ["query"] = "?", ["context"] = "a\n" });
        await late.ProblemAsync(503, "stopping");
        hold.SetResult();
        using var response = await asked;
        Assert.Equal("in time", (string?)(await response.JsonAsync())["answer"]);
        await stopping;
    }
}
