using Rlm.Runs;
using Rlm.Testing.Chat;
using Rlm.Traces;

namespace Rlm.Cli.Tests.Runs;

/// <summary>Runs whose process is killed at random moments, again and again, and then resumed to their end.</summary>
public sealed class CrashTests
{
    private const int ShortRuns = 25;
    private const int LongRuns = 200;
    private const int KillsARun = 2;
    private const string Answer = "answer: P0 P1 P2 and inner, 3 lines, Q";

    /// <summary><c>make test-long</c> runs all of them, <c>make test</c> a few.</summary>
    private static int Runs => Environment.GetEnvironmentVariable("RLM_TEST_LONG") == "1" ? LongRuns : ShortRuns;

    /// <summary>Answers as a model without memory does; every request has an answer of its own.</summary>
    private static string Reply(ScriptedRequest request)
    {
        var messages = request.Messages;
        return messages[^1] switch
        {
            var m when m.StartsWith("user: part", StringComparison.Ordinal) => $"P{m.Split("row ")[1][0]}",
            "user: q" => "Q",
            "user: Question: inside" => """{"op":"final","answer":"inner"}""",
            _ => ((messages.Count - 2) / 2) switch
            {
                0 => """{"op":"llm_map","prompt":"part","chunk_size":200,"store":"parts"}""",
                1 => """{"op":"rlm_query","task":"inside","store":"inside"}""",
                2 => """{"op":"rust_wasm","code":"pub fn analyze(input: &str) -> String { format!(\"{} lines, {}\", input.lines().count(), rlm::llm_query(\"q\").unwrap_or_else(|e| e)) }","store":"lines"}""",
                _ => """{"op":"rust_wasm","code":"pub fn analyze(parts: &str, inside: &str, lines: &str) -> String { format!(\"answer: {} and {}, {}\", parts.replace('\\n', \" \"), inside, lines) }","inputs":{"parts":"parts","inside":"inside","lines":"lines"},"store":"all"} {"op":"final_var","name":"all"}""",
            },
        };
    }

    [Fact]
    public async Task A_run_that_was_killed_goes_on_and_pays_nothing_twice()
    {
        var random = new Random(20_261_123);
        await using var server = new ScriptedChatServer { Otherwise = ChatAnswers.By(Reply) };
        using var bench = new CliBench();
        bench.Write("a.txt", string.Concat(Enumerable.Range(0, 3).Select(i => $"row {i}{new string('x', 180)}\n")));
        var kills = 0;
        for (var run = 0; run < Runs; run++)
        {
            kills += await CrashAsync(bench, server, random);
        }

        // Were none of them hit, nothing was shown.
        Assert.InRange(kills, Runs / 2, int.MaxValue);
    }

    /// <summary>One run; how often it was killed while it ran.</summary>
    private static async Task<int> CrashAsync(CliBench bench, ScriptedChatServer server, Random random)
    {
        var stop = TestContext.Current.CancellationToken;
        var before = Directory.Exists(bench.TraceFolder) ? Traces(bench).ToHashSet() : [];
        var kills = 0;
        string[] command = ["ask", "How?", "a.txt", "--model", "m", "--base-url", server.BaseUrl];
        HashSet<string> recorded = [];
        for (var i = 0; i < KillsARun; i++)
        {
            var asked = server.Requests.Count;
            using (var program = bench.Start(command))
            {
                // At some moment after some request: between two events as well as in the middle of one.
                var after = asked + random.Next(0, 8);
                while (server.Requests.Count < after && !program.HasEnded)
                {
                    await Task.Delay(1, stop);
                }

                await Task.Delay(random.Next(0, 12), stop);
                kills += await program.KillAsync() ? 1 : 0;
            }

            Assert.DoesNotContain(server.Requests.Skip(asked).Select(Reply), recorded.Contains);

            // Killed before its first event, a run has not begun, and is asked anew.
            var begun = Traces(bench).Except(before).Select(t => (Trace: t, Events: TraceReader.Read(t))).SingleOrDefault(t => t.Events.Count > 0);
            if (begun is ({ } trace, { } events))
            {
                command = ["runs", "resume", Path.GetFileNameWithoutExtension(trace)];
                recorded = [.. events.OfType<ModelReplied>().Select(r => r.Text)];
            }
        }

        var last = server.Requests.Count;
        var result = (await bench.RunAsync(command)).Exits(0);
        Assert.Equal(Answer + "\n", result.Output);
        Assert.DoesNotContain(server.Requests.Skip(last).Select(Reply), recorded.Contains);
        return kills;
    }

    private static string[] Traces(CliBench bench) =>
        Directory.Exists(bench.TraceFolder) ? Directory.GetFiles(bench.TraceFolder, "*.jsonl") : [];
}
