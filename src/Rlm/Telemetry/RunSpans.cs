using System.Diagnostics;
using System.Globalization;
using Rlm.Runs;

namespace Rlm.Telemetry;

/// <summary>
/// Spans out of the events of one run: run, step, model call, command, compile and execute, nested runs. Begin and end are the
/// events' own, so that the spans tell nothing that the trace does not. Called by the run's journal, one event after the other.
/// </summary>
internal sealed class RunSpans
{
    private readonly ActivityContext _parent = Activity.Current?.Context ?? default;
    private readonly Dictionary<string, Activity> _open = new(StringComparer.Ordinal);

    public void Observe(RunEvent runEvent)
    {
        if (!RlmTelemetry.Spans.HasListeners())
        {
            return;
        }

        // Starting a span makes it the current one, which it must not be for the code that wrote the event.
        var current = Activity.Current;
        Tell(runEvent, runEvent.Node ?? string.Empty);
        Activity.Current = current;
    }

    private void Tell(RunEvent runEvent, string node)
    {
        switch (runEvent)
        {
            case RunStarted started:
                Open("run", "invoke_agent rlm", _parent, started.At)
                    .Tag("gen_ai.operation.name", "invoke_agent").Tag("gen_ai.agent.name", "rlm").Tag("rlm.run.id", started.RunId)
                    .Tag("rlm.documents", started.Documents.Count).Tag("rlm.documents.bytes", started.Documents.Sum(d => d.Bytes));
                break;
            case RunResumed resumed:
                Open("run", "invoke_agent rlm", _parent, resumed.At)
                    .Tag("gen_ai.operation.name", "invoke_agent").Tag("gen_ai.agent.name", "rlm").Tag("rlm.run.id", resumed.RunId).Tag("rlm.run.resumed", true);
                break;
            case StepStarted step:
                Close(StepOf(node), step.At, null);
                Open(StepOf(node), string.Create(CultureInfo.InvariantCulture, $"step {step.Step}"), Above(node), step.At).Tag("rlm.step", step.Step);
                break;
            case ModelAsked asked:
                Open(asked.Key, "chat", Within(node), asked.At, ActivityKind.Client).Tag("gen_ai.operation.name", "chat").Tag("rlm.model.role", SnakeCase.Of(asked.Role.ToString()));
                break;
            case ModelReplied { Recorded: false } replied:
                Replied(replied);
                break;
            case ModelFailed failed:
                Close(failed.Key, failed.At, failed.Error, $"chat {failed.Model}");
                break;
            case CommandStarted command:
                Open(CommandOf(node, command.Index), $"execute_tool {command.Op}", Within(node), command.At)
                    .Tag("gen_ai.operation.name", "execute_tool").Tag("gen_ai.tool.name", command.Op);
                break;
            case CommandFinished command:
                Finished(command, CommandOf(node, command.Index));
                break;
            case NestedStarted nested:
                Open("run " + nested.Id, "invoke_agent rlm", Within(node), nested.At).Tag("gen_ai.operation.name", "invoke_agent").Tag("gen_ai.agent.name", "rlm").Tag("rlm.depth", nested.Depth);
                break;
            case NestedFinished nested:
                Close(StepOf(nested.Id), nested.At, null);
                Close("run " + nested.Id, nested.At, nested.Error);
                break;
            case RunFinished finished:
                Close(StepOf(string.Empty), finished.At, null);
                Close("run", finished.At, finished.Result.Error);
                break;
        }
    }

    /// <summary>A run that is stopped has no last event: what is open ends here.</summary>
    public void Abort(DateTimeOffset at)
    {
        var current = Activity.Current;
        foreach (var key in _open.Keys.Reverse().ToList())
        {
            Close(key, at, new RunError("interrupted", "The run was stopped."));
        }

        Activity.Current = current;
    }

    private void Replied(ModelReplied replied)
    {
        _open.GetValueOrDefault(replied.Key)?
            .Tag("gen_ai.request.model", replied.Model).Tag("gen_ai.usage.input_tokens", replied.Tokens?.Prompt).Tag("gen_ai.usage.output_tokens", replied.Tokens?.Completion)
            .Tag("gen_ai.response.finish_reasons", replied.FinishReason is { } reason ? new[] { reason } : null);
        Close(replied.Key, replied.At, null, $"chat {replied.Model}");
    }

    private void Finished(CommandFinished command, string key)
    {
        if (command.Analysis is { } facts && _open.TryGetValue(key, out var span))
        {
            var (compile, total) = (facts.Timings.Compile + facts.Timings.Aot, facts.Timings.Total);
            var began = command.At - TimeSpan.FromMilliseconds(total);
            var compiled = began + TimeSpan.FromMilliseconds(facts.Timings.Validate + compile);
            span.Tag("rlm.analysis.cached", facts.Cached).Tag("rlm.analysis.fuel", facts.Fuel).Tag("rlm.analysis.chunks", facts.Chunks);
            if (compile > 0)
            {
                Whole("compile", span.Context, began, compiled);
            }

            Whole("execute", span.Context, compiled, command.At);
        }

        Close(key, command.At, command.Success ? null : new RunError(command.ErrorCode ?? "failed", command.Output));
    }

    private static void Whole(string name, ActivityContext parent, DateTimeOffset from, DateTimeOffset to)
    {
        using var span = RlmTelemetry.Spans.StartActivity(name, ActivityKind.Internal, parent, startTime: from);
        span?.SetEndTime(to.UtcDateTime);
    }

    private Activity? Open(string key, string name, ActivityContext parent, DateTimeOffset at, ActivityKind kind = ActivityKind.Internal)
    {
        var span = RlmTelemetry.Spans.StartActivity(name, kind, parent, startTime: at);
        if (span is not null)
        {
            _open[key] = span;
        }

        return span;
    }

    private void Close(string key, DateTimeOffset at, RunError? error, string? name = null)
    {
        if (!_open.Remove(key, out var span))
        {
            return;
        }

        span.DisplayName = name ?? span.DisplayName;
        if (error is not null)
        {
            span.SetStatus(ActivityStatusCode.Error, error.Message).Tag("error.type", error.Code);
        }

        span.SetEndTime(at.UtcDateTime);
        span.Stop();
    }

    /// <summary>What a step is in: the run, or the nested one.</summary>
    private ActivityContext Above(string node) => ContextOf(node.Length == 0 ? "run" : "run " + node) ?? _parent;

    /// <summary>What happens in a step is in its command, where one is carried out, else in the step.</summary>
    private ActivityContext Within(string node) =>
        _open.Where(o => o.Key.StartsWith(CommandsOf(node), StringComparison.Ordinal)).Select(o => (ActivityContext?)o.Value.Context).LastOrDefault()
        ?? ContextOf(StepOf(node)) ?? Above(node);

    private ActivityContext? ContextOf(string key) => _open.TryGetValue(key, out var span) ? span.Context : null;

    private static string StepOf(string node) => "step " + node;

    private static string CommandsOf(string node) => $"command {node}/";

    private static string CommandOf(string node, int index) => string.Create(CultureInfo.InvariantCulture, $"{CommandsOf(node)}{index}");
}
