using System.Text.Json;
using System.Text.Json.Nodes;
using Rlm.Runs;
using Rlm.Testing.Chat;
using Rlm.Tests.Runs;

namespace Rlm.Tests.Traces;

public sealed class RunTraceTests
{
    [Fact]
    public async Task The_trace_is_the_stream_of_events_one_a_line()
    {
        await using var bench = new RunBench(
            ChatAnswers.Streamed("Look:\n{\"op\":\"find\",\"text\":\"error\"} \u2028 \u0007 é 😀 <b>"),
            ChatAnswers.Streamed("nothing of use"),
            ChatAnswers.Streamed("""{"op":"llm_query","prompt":"line\nbreak","store":"s"}"""),
            ChatAnswers.Streamed("sub\nanswer"),
            ChatAnswers.Streamed("""{"op":"final","answer":"2\n3"}"""));
        var events = await bench.RunAsync();
        var expected = events.Where(e => !e.IsTransient).Select(e => JsonSerializer.Serialize(e, RunJson.Event)).ToList();
        Assert.Equal(expected, (await File.ReadAllTextAsync(bench.TracePath, TestContext.Current.CancellationToken)).TrimEnd('\n').Split('\n'));
        Assert.Equal(bench.TraceLines.Count, expected.Count);
        Assert.Contains(events, e => e is ModelText);
        Assert.DoesNotContain("model_text", string.Concat(expected));
        Assert.All(expected, line => Assert.Equal(JsonValueKind.Object, JsonDocument.Parse(line).RootElement.ValueKind));
        Assert.Contains("é ", string.Concat(expected));
    }

    [Fact]
    public async Task Events_can_be_read_back_as_they_were()
    {
        await using var bench = new RunBench(ChatAnswers.Streamed("""{"op":"count","on":"app.log","store":"n"} {"op":"final_var","name":"n"}"""));
        await bench.RunAsync();
        Assert.All(bench.TraceLines, line => Assert.Equal(line, JsonSerializer.Serialize(JsonSerializer.Deserialize(line, RunJson.Event)!, RunJson.Event)));
    }

    [Fact]
    public async Task Only_its_owner_can_read_a_trace()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has other rights.");
            return;
        }

        await using var bench = new RunBench(ChatAnswers.Streamed("""{"op":"final","answer":"2"}"""));
        await bench.RunAsync();
        const UnixFileMode owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.Equal(owner, File.GetUnixFileMode(bench.TracePath));
        Assert.Equal(owner | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(bench.TracePath)!));
    }

    [Fact]
    public async Task An_event_is_in_the_trace_before_anybody_sees_it()
    {
        await using var bench = new RunBench(ChatAnswers.Streamed("""{"op":"count"} {"op":"final","answer":"2"}"""));
        var seen = 0;
        await foreach (var runEvent in bench.Runner.StreamAsync(bench.Request(), TestContext.Current.CancellationToken))
        {
            seen += runEvent.IsTransient ? 0 : 1;
            await using var file = new FileStream(bench.TracePath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(file);
            var lines = (await reader.ReadToEndAsync(TestContext.Current.CancellationToken)).Count(c => c == '\n');
            Assert.True(lines >= seen);
        }

        Assert.Equal(10, seen);
    }

    [Fact]
    public async Task What_a_model_says_in_broken_halves_of_characters_is_kept_all_the_same()
    {
        await using var bench = new RunBench(ChatAnswers.Whole("""{"op":"final","answer":"x\ud83dy"}"""));
        Assert.Equal(3, (await bench.ResultAsync()).Answer!.Length);
        Assert.All(bench.TraceLines, l => Assert.NotNull(JsonNode.Parse(l)));
    }

    [Fact]
    public void Identities_sort_by_time_and_are_safe_in_paths()
    {
        var id = RunIds.New(TimeProvider.System);
        Assert.Matches("^[0-9]{8}-[0-9]{6}-[0-9a-f]{8}$", id);
        Assert.NotEqual(id, RunIds.New(TimeProvider.System));
    }
}
