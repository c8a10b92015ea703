using Rlm.Documents;
using Rlm.Models;
using Rlm.Runs;
using Rlm.Testing.Chat;
using Rlm.Traces;

namespace Rlm.Tests.Runs;

/// <summary>Whole runs against an endpoint that fails in every way that endpoints fail in.</summary>
public sealed class FaultInjectionTests
{
    private const int Runs = 60;
    private const int Parts = 12;
    private const int MaxSubCalls = 20;

    /// <summary>Everything that a run may end with beside an answer.</summary>
    private static readonly string[] Named =
        ["unreachable", "rate_limited", "provider_failed", "timed_out", "refused", "unauthorized", "bad_answer", "budget_exhausted"];

    private static readonly Func<string, ChatAnswer>[] Faults =
    [
        _ => ChatAnswers.Status(429, "slow down", "0"),
        _ => ChatAnswers.Status(500, "broken"),
        _ => ChatAnswers.Status(503, "loading"),
        text => ChatAnswers.BrokenOff(text[..(text.Length / 2)]),
        _ => ChatAnswers.BrokenObject(),
        _ => ChatAnswers.Json("{\"choices\":[]}"),
        _ => ChatAnswers.Json("{\"cho"),
        _ => ChatAnswers.Body("text/html", "<html>Bad gateway</html>"),
        _ => ChatAnswers.Raw("garbage\r\n\r\n"),
        _ => ChatAnswers.Json("""{"choices":[{"message":{"content":null,"tool_calls":[{"function":{"name":"find","arguments":"{not json"}}]},"finish_reason":"tool_calls"}]}"""),
        text => ChatAnswers.Whole(text[..(text.Length / 2)], finishReason: "length"),
        _ => ChatAnswers.Silent,
    ];

    private static string Right(ScriptedRequest request)
    {
        var messages = request.Messages;
        return messages[^1].StartsWith("user: part", StringComparison.Ordinal) ? "P"
            : messages.Count == 2 ? """{"op":"llm_map","prompt":"part","chunk_size":200,"store":"p"} {"op":"rlm_query","task":"inside","on":"p","store":"q"} {"op":"final","answer":"${p} ${q}"}"""
            : """{"op":"final","answer":"done"}""";
    }

    [Fact]
    public async Task Every_run_ends_with_an_answer_or_a_named_error_and_pays_once()
    {
        var random = new Random(7);
        var gate = new Lock();
        var answered = 0;
        for (var run = 0; run < Runs; run++)
        {
            // From no faults at all to nothing but faults.
            var share = run / (double)Runs;
            await using var bench = new RunBench
            {
                Documents = DocumentSet.Of([("a.txt", Text.FromText(string.Concat(Enumerable.Range(0, Parts).Select(i => $"{i:00}{new string('x', 170)}\n"))))]),
                Limits = new RunLimits { MaxSubCalls = MaxSubCalls, MaxIterations = 4 },
                Retry = new RetryOptions { MaxRetries = 2, Delay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(5) },
                Provider = new ProviderOptions { Model = "m", PricePrompt = 1, PriceCompletion = 1, SilenceTimeout = TimeSpan.FromMilliseconds(300) },
            };
            bench.Server.Otherwise = ChatAnswers.ByAnswer(request =>
            {
                lock (gate)
                {
                    var text = Right(request);
                    return random.NextDouble() < share ? Faults[random.Next(Faults.Length)](text) : ChatAnswers.Whole(text, 100, 10);
                }
            });
            var result = await bench.ResultAsync();
            answered += result.Success ? 1 : 0;
            Assert.True(result.Success || Named.Contains(result.Error!.Code), $"run {run}: {result.Error?.Code}");
            Assert.InRange(result.SubCalls, 0, MaxSubCalls);
            Assert.InRange(result.Iterations, 1, 5);

            // What was paid is what the trace says was answered, each answer once.
            var replies = TraceReader.Read(bench.TracePath).OfType<ModelReplied>().ToList();
            Assert.Equal(replies.Count, replies.Select(r => r.Key).Distinct().Count());
            Assert.Equal(replies.Sum(r => r.Tokens?.Prompt ?? 0), result.Tokens.Prompt);
            Assert.InRange(bench.Server.Requests.Count, 1, (result.SubCalls + result.Iterations) * 3);
        }

        Assert.InRange(answered, Runs / 4, Runs - 1);
    }
}
