using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Rlm.Telemetry;
using Rlm.Testing.Chat;

namespace Rlm.Server.Tests.Telemetry;

public sealed class TelemetryTests
{
    [Fact]
    public async Task A_run_is_a_tree_of_spans_as_its_events_tell()
    {
        var ended = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == RlmTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using var service = await TestService.StartAsync(ChatAnswers.Streamed(
            """[{"op":"rust_wasm","code":"pub fn analyze(input: &str) -> usize { input.split(',').count() }","store":"n"},{"op":"final_var","name":"n"}]""", 100, 20));
        using var response = await service.PostAsync("/query", new JsonObject { ["query"] = "How many?", ["context"] = "a,b\n" });
        var id = (string)(await response.JsonAsync())["run_id"]!;

        var run = ended.Single(a => Equals(a.GetTagItem("rlm.run.id"), id));
        var all = ended.Where(a => a.TraceId == run.TraceId).ToList();
        var step = Only("step 1");
        var chat = Only("chat scripted");
        var command = Only("execute_tool rust_wasm");
        Assert.Equal(run.SpanId, step.ParentSpanId);
        Assert.Equal(step.SpanId, chat.ParentSpanId);
        Assert.Equal(step.SpanId, command.ParentSpanId);
        Assert.Equal([command.SpanId, command.SpanId], new[] { Only("compile"), Only("execute") }.Select(a => a.ParentSpanId));
        Assert.Equal((100L, 20L), (chat.GetTagItem("gen_ai.usage.input_tokens"), chat.GetTagItem("gen_ai.usage.output_tokens")));
        Assert.All(all, a => Assert.True(a.StartTimeUtc >= run.StartTimeUtc && a.StartTimeUtc + a.Duration <= run.StartTimeUtc + run.Duration, $"{a.DisplayName} lies outside of the run"));
        Assert.DoesNotContain(all.SelectMany(a => a.TagObjects), t => t.Value is string text && text.Contains("How many", StringComparison.Ordinal));

        Activity Only(string name) => Assert.Single(all, a => a.DisplayName == name);
    }

    [Fact]
    public async Task Prometheus_finds_what_runs_came_to()
    {
        await using var service = await TestService.StartAsync(ChatAnswers.Streamed(Answers.CountLines, 100, 20));
        using var response = await service.PostAsync("/query", new JsonObject { ["query"] = "How many?", ["context"] = "a\nb\n" });
        Assert.Equal(200, (int)response.StatusCode);

        // It answers from what it gathered less than a third of a second before.
        string metrics;
        do
        {
            metrics = await service.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken);
        }
        while (!metrics.Contains("rlm_runs_total", StringComparison.Ordinal));

        Assert.Contains("gen_ai_client_token_usage", metrics, StringComparison.Ordinal);
        Assert.Contains("rlm_analyses_total", metrics, StringComparison.Ordinal);
        Assert.Contains("rlm_runs_active", metrics, StringComparison.Ordinal);
        Assert.Contains("http_server_request_duration", metrics, StringComparison.Ordinal);
    }
}
