using Rlm.Evidence;
using Rlm.Models;
using Rlm.Runs;
using Rlm.Testing.Chat;
using Rlm.Tests.Runs;
using Rlm.Traces;

namespace Rlm.Tests.Evidence;

/// <summary>The documents are the bench's: app.log with `ok 1`, `ERROR 2`, `ok 3`, `ERROR 4`, 26 bytes.</summary>
public sealed class RunEvidenceTests
{
    private static readonly EvidenceLines All = new("app.log", 0, 4, 0, 26);

    private static async Task<IReadOnlyList<EvidenceLines>> EvidenceAsync(params string[] replies)
    {
        await using var bench = new RunBench([.. replies.Select(r => ChatAnswers.Streamed(r))]);
        var result = await bench.ResultAsync();
        Assert.True(result.Success);
        return result.Evidence;
    }

    [Fact]
    public async Task An_answer_out_of_a_variable_rests_on_what_that_came_from()
    {
        Assert.Equal(
            [new("app.log", 1, 2, 5, 13), new("app.log", 3, 4, 18, 26)],
            await EvidenceAsync("""{"op":"count"} {"op":"find","text":"error","store":"hits"} {"op":"count","on":"hits","store":"n"} {"op":"final_var","name":"n"}"""));
        Assert.Equal(
            [new("app.log", 1, 2, 5, 13)],
            await EvidenceAsync("""{"op":"count"} {"op":"lines","start":1,"end":2,"store":"x"} {"op":"final","answer":"It is ${x}"}"""));
        Assert.Equal([All], await EvidenceAsync("""{"op":"lines","start":1,"end":2} {"op":"count","store":"n"} {"op":"final_var","name":"n"}"""));
    }

    [Fact]
    public async Task An_answer_in_words_rests_on_all_that_was_read_out_or_computed_from()
    {
        Assert.Equal(
            [new("app.log", 0, 1, 0, 4), new("app.log", 3, 4, 18, 26)],
            await EvidenceAsync("""{"op":"documents"} {"op":"len"} {"op":"find","text":"eror"} {"op":"slice","start":0,"end":4} {"op":"find","text":"error 4"}""", """{"op":"final","answer":"4"}"""));
        Assert.Equal([All], await EvidenceAsync("""{"op":"slice","start":0,"end":4} {"op":"count"}""", """{"op":"final","answer":"4"}"""));
    }

    [Fact]
    public async Task What_was_found_in_something_computed_was_read_out() =>
        Assert.Equal(
            [new("app.log", 1, 2, 5, 13)],
            await EvidenceAsync(
                """{"op":"len"} {"op":"lines","start":1,"end":2,"store":"x"} {"op":"set","name":"y","value":"${x}"} {"op":"find","text":"error","on":"y"}""",
                """{"op":"final","answer":"2"}"""));

    [Fact]
    public async Task Where_nothing_was_found_it_rests_on_what_was_searched() =>
        Assert.Equal([All], await EvidenceAsync("""{"op":"find","text":"panic"}""", """{"op":"final","answer":"There is no panic."}"""));

    [Fact]
    public async Task Prose_is_an_answer_as_well() =>
        Assert.Equal([new("app.log", 0, 1, 0, 5)], await EvidenceAsync("""{"op":"lines","end":1}""", "It is ok.", "It is ok."));

    [Fact]
    public async Task An_answer_out_of_thin_air_rests_on_nothing() =>
        Assert.Empty(await EvidenceAsync("""{"op":"final","answer":"42"}"""));

    [Fact]
    public async Task A_failed_run_rests_on_nothing()
    {
        await using var bench = new RunBench(ChatAnswers.Streamed("""{"op":"count"}"""), ChatAnswers.Status(400, "no"));
        var result = await bench.ResultAsync();
        Assert.False(result.Success);
        Assert.Empty(result.Evidence);
    }

    [Fact]
    public async Task Documents_that_went_to_the_model_whole_are_all_evidence()
    {
        await using var bench = new RunBench(ChatAnswers.Streamed("2")) { Limits = new RunLimits { BypassThreshold = 26 } };
        Assert.Equal([All], (await bench.ResultAsync()).Evidence);
    }

    [Fact]
    public async Task A_nested_answer_rests_on_the_text_that_it_was_asked_of()
    {
        await using var bench = new RunBench(
            ChatAnswers.Streamed("""{"op":"find","text":"error","store":"hits"} {"op":"rlm_query","task":"The last?","on":"hits","store":"n"} {"op":"final_var","name":"n"}"""),
            ChatAnswers.Streamed("""{"op":"lines","start":1}"""),
            ChatAnswers.Streamed("""{"op":"final","answer":"4"}"""));
        var events = await bench.RunAsync();
        Assert.Equal([new("app.log", 1, 2, 5, 13), new("app.log", 3, 4, 18, 26)], events.OfType<RunFinished>().Single().Result.Evidence);
        Assert.Equal([new("text", 8, 16)], events.OfType<CommandFinished>().Single(c => c is { Op: "lines", Node: not null }).Sources);
    }

    [Fact]
    public async Task The_trace_tells_it_and_a_replay_comes_to_the_same()
    {
        await using var bench = new RunBench(ChatAnswers.Streamed("""{"op":"find","text":"ok 3","store":"x"} {"op":"final_var","name":"x"}"""));
        var evidence = (await bench.ResultAsync()).Evidence;
        var before = TraceReader.Read(bench.TracePath);
        Assert.Equal([new("app.log", 13, 18)], before.OfType<CommandFinished>().First().Sources);
        Assert.Equal(evidence, before.OfType<RunFinished>().Single().Result.Evidence);
        Assert.Contains(bench.TraceLines, l => l.Contains("\"evidence\":[{\"document\":\"app.log\",\"first_line\":2,\"end_line\":3,\"start_byte\":13,\"end_byte\":18}]"));
        using var models = ModelPool.Offline([bench.Provider]);
        var request = bench.Request() with { TracePath = null, Record = new RunRecord(before, isComplete: true), Models = models };
        var now = new List<RunEvent>();
        await foreach (var runEvent in bench.Runner.StreamAsync(request, TestContext.Current.CancellationToken))
        {
            now.Add(runEvent);
        }

        Assert.Empty(RunReplay.Compare(before, now));
        Assert.Equal(evidence, now.OfType<RunFinished>().Single().Result.Evidence);
        Assert.Equal(before.OfType<CommandFinished>().SelectMany(c => c.Sources), now.OfType<CommandFinished>().SelectMany(c => c.Sources));
    }

    [Fact]
    public async Task A_trace_from_before_there_was_evidence_is_read()
    {
        await using var bench = new RunBench(ChatAnswers.Streamed("""{"op":"count","store":"n"} {"op":"final_var","name":"n"}"""));
        await bench.RunAsync();
        var old = bench.TraceLines.Select(l => System.Text.RegularExpressions.Regex.Replace(l, ",\"(sources|evidence)\":\\[[^]]*\\]", string.Empty)).ToList();
        Assert.DoesNotContain(old, l => l.Contains("\"sources\"") || l.Contains("\"evidence\""));
        await File.WriteAllLinesAsync(bench.TracePath, old, TestContext.Current.CancellationToken);
        var events = TraceReader.Read(bench.TracePath);
        Assert.All(events.OfType<CommandFinished>(), c => Assert.Empty(c.Sources));
        Assert.Empty(events.OfType<RunFinished>().Single().Result.Evidence);
    }
}
