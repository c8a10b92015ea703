using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Rlm.Runs;
using Rlm.Server.Endpoints;
using Rlm.Server.Runs;

namespace Rlm.Server.Chat;

/// <summary>What a run comes to, as OpenAI's interface tells it.</summary>
internal sealed class ChatAnswer(LiveRun run, DateTimeOffset created)
{
    private const string Done = "data: [DONE]\n\n";

    private string Id => "chatcmpl-" + run.Id;

    public async Task<IResult> WholeAsync(CancellationToken cancellationToken)
    {
        await EndAsync(null, cancellationToken);
        return run.Result is { Success: true } result
            ? Results.Json(
                new ChatCompletion(
                    Id, "chat.completion", created.ToUnixTimeSeconds(), ChatEndpoints.Model,
                    [new ChatChoice(0, new ChatMessageOut("assistant", result.Answer!), "stop")], UsageOf(result)),
                ChatJson.Default.ChatCompletion)
            : Failed();
    }

    /// <summary>The answer as events: it comes at the end of the run, and until then the connection is kept alive.</summary>
    public async Task<IResult> StreamAsync(HttpResponse response, bool withUsage, TimeProvider time, CancellationToken cancellationToken)
    {
        EventStream.Begin(response);
        await SendAsync(response, new ChatDelta("assistant", string.Empty), null, null, cancellationToken);
        await EndAsync(token => response.WriteAsync(": still at it\n\n", token), cancellationToken, time);
        if (run.Result is not { Success: true } result)
        {
            // The status has gone out already; clients of the interface look for `error` in the events too.
            await response.WriteAsync($"data: {ChatProblems.ErrorOf(ErrorOf()).ToJsonString()}\n\n", cancellationToken);
            return Results.Empty;
        }

        await SendAsync(response, new ChatDelta(null, result.Answer), null, null, cancellationToken);
        await SendAsync(response, new ChatDelta(null, null), "stop", null, cancellationToken);
        if (withUsage)
        {
            await SendAsync(response, null, null, UsageOf(result), cancellationToken);
        }

        await response.WriteAsync(Done, cancellationToken);
        return Results.Empty;
    }

    private async Task EndAsync(Func<CancellationToken, Task>? beat, CancellationToken cancellationToken, TimeProvider? time = null)
    {
        // Watched, so that the run stops when whoever asked goes away.
        var watched = WatchAsync(cancellationToken);
        while (beat is not null && await Task.WhenAny(watched, Task.Delay(EventStream.Beat, time!, cancellationToken)) != watched)
        {
            await beat(cancellationToken);
        }

        await watched;
    }

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        await foreach (var piece in run.WatchAsync(0, cancellationToken))
        {
            _ = piece;
        }
    }

    private Task SendAsync(HttpResponse response, ChatDelta? delta, string? reason, ChatUsage? usage, CancellationToken cancellationToken)
    {
        var chunk = new ChatChunk(
            Id, "chat.completion.chunk", created.ToUnixTimeSeconds(), ChatEndpoints.Model, delta is null ? [] : [new ChatChunkChoice(0, delta, reason)], usage);
        return response.WriteAsync($"data: {JsonSerializer.Serialize(chunk, ChatJson.Default.ChatChunk)}\n\n", cancellationToken);
    }

    private ProblemHttpResult Failed() => ChatProblems.Of(RunProblems.Of(ErrorOf(), run.Result));

    private RunError ErrorOf() => run.Result?.Error ?? run.Failure!;

    private static ChatUsage UsageOf(RunResult result) =>
        new(result.Tokens.Prompt, result.Tokens.Completion, result.Tokens.Prompt + result.Tokens.Completion);
}
