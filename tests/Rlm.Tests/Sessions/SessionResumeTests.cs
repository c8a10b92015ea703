using Rlm.Runs;
using Rlm.Sessions;
using Rlm.Testing.Chat;

namespace Rlm.Tests.Sessions;

public sealed class SessionResumeTests
{
    private static ChatAnswer Script(ChatAnswer second) => ChatAnswers.ByAnswer(request => request.Messages.Count switch
    {
        2 => ChatAnswers.Streamed("""{"op":"set","name":"x","value":"1"} {"op":"final","answer":"one"}"""),
        4 => ChatAnswers.Streamed("""{"op":"set","name":"x","value":"${x}2"}"""),
        _ => second,
    });

    private static ChatAnswer Last => ChatAnswers.Streamed("""{"op":"final_var","name":"x"}""");

    /// <summary>The first question is answered, the second stopped in its second turn.</summary>
    private static async Task<(SessionReference Place, RunRecord Record)> StopAsync(SessionBench bench)
    {
        bench.Server.Otherwise = Script(ChatAnswers.Silent);
        await bench.AskAsync("one");
        using var session = bench.Store.Open("s");
        var state = session.Next(bench.Source, bench.Documents, CancellationToken.None);
        using var stop = new CancellationTokenSource();
        var second = bench.RunAsync("two", state, "stopped", stop: stop.Token);
        for (var i = 0; i < 3; i++)
        {
            await bench.Server.ArrivedAsync(TestContext.Current.CancellationToken);
        }

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        bench.Server.Otherwise = Script(Last);
        var reply = new ModelReplied(1, Rlm.Models.ModelRole.Root, CallKey.Turn(null, 1), "m", """{"op":"set","name":"x","value":"${x}2"}""", null, null, 0);
        return (state.Reference, new RunRecord([reply]));
    }

    private static async Task<IReadOnlyList<RunEvent>> ResumeAsync(SessionBench bench, SessionReference place, RunRecord record)
    {
        using var session = bench.Store.Open("s");
        return await bench.RunAsync(
            "two", session.Resume(place, "stopped", bench.Source, bench.Documents, CancellationToken.None), "stopped", record);
    }

    [Fact]
    public async Task A_resumed_run_begins_as_it_did_and_the_session_keeps_it()
    {
        await using var bench = new SessionBench();
        var (place, record) = await StopAsync(bench);
        Assert.Equal(new SessionReference("s", 2, "run-1"), place);
        Assert.Equal("12", (await ResumeAsync(bench, place, record)).OfType<RunFinished>().Single().Result.Answer);
        Assert.Equal(["one", "12"], bench.Store.Read("s").Turns.Select(t => t.Answer));
    }

    [Fact]
    public async Task Killed_after_it_was_kept_a_run_takes_its_own_place_again()
    {
        await using var bench = new SessionBench();
        var (place, record) = await StopAsync(bench);
        await ResumeAsync(bench, place, record);
        Assert.Equal("12", (await ResumeAsync(bench, place, record)).OfType<RunFinished>().Single().Result.Answer);
        Assert.Equal(["run-1", "stopped"], bench.Store.Read("s").Turns.Select(t => t.RunId));
    }

    [Fact]
    public async Task A_session_that_has_gone_on_refuses_the_run_but_replays_it()
    {
        await using var bench = new SessionBench();
        var (place, record) = await StopAsync(bench);
        bench.Server.Otherwise = ChatAnswers.Streamed("""{"op":"set","name":"x","value":"other"} {"op":"final","answer":"between"}""");
        await bench.AskAsync("between");
        var refused = await Assert.ThrowsAsync<SessionException>(() => ResumeAsync(bench, place, record));
        Assert.Equal(SessionErrorCode.MovedOn, refused.Code);
        Assert.Contains("question 2 is now \"between\"", refused.Message);
        using var session = bench.Store.Open("s");
        var state = session.Replay(place, bench.Documents, CancellationToken.None);
        Assert.Equal("1", Assert.Single(state.Variables).Text.ReadUtf8String());
        Assert.Empty((await bench.RunAsync("two", state, "stopped", record)).OfType<SessionSaved>());
        Assert.Equal(["one", "between"], bench.Store.Read("s").Turns.Select(t => t.Answer));
    }

    [Fact]
    public async Task Another_session_of_the_same_name_is_refused()
    {
        await using var bench = new SessionBench();
        var (place, record) = await StopAsync(bench);
        bench.Store.Delete("s");
        Assert.Equal(SessionErrorCode.MovedOn, (await Assert.ThrowsAsync<SessionException>(() => ResumeAsync(bench, place, record))).Code);
        bench.Server.Otherwise = ChatAnswers.Streamed("""{"op":"final","answer":"anew"}""");
        await bench.AskAsync("anew");
        Assert.Equal(SessionErrorCode.MovedOn, (await Assert.ThrowsAsync<SessionException>(() => ResumeAsync(bench, place, record))).Code);
    }
}
