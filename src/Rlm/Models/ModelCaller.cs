using System.Text;
using Microsoft.Extensions.AI;
using Polly;
using Polly.Retry;
using Rlm.Models.Pool;
using Rlm.Runs;

namespace Rlm.Models;

/// <summary>
/// Asks the models of a role, with the one retry policy of the system: the libraries' own retries are off. When a model
/// fails after its retries in a way that another could mend, the next one is asked.
/// </summary>
/// <remarks>One for every run: the run's own conversation stays with the model that began it, and with its cache.</remarks>
internal sealed class ModelCaller
{
    private readonly ResiliencePipeline _retry;
    private readonly TimeProvider _time;
    private ModelLane? _root;

    public ModelCaller(RetryOptions options, TimeProvider time)
    {
        _time = time;
        var builder = new ResiliencePipelineBuilder { TimeProvider = _time };
        if (options.MaxRetries > 0)
        {
            builder.AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = options.MaxRetries,
                Delay = options.Delay,
                MaxDelay = options.MaxDelay,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldHandle = new PredicateBuilder().Handle<ModelException>(e => e.IsTransient),
                DelayGenerator = arguments => new ValueTask<TimeSpan?>(Wait(arguments.Outcome.Exception, options.MaxDelay)),
            });
        }

        _retry = builder.Build();
    }

    /// <summary>Asks, and gives pieces of the answer on as they come. A try that fails in the middle starts anew.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<ModelReply> AskAsync(
        ModelPool pool, ModelRequest request, Action<string>? onText, CancellationToken cancellationToken)
    {
        var lanes = pool.Turn(request.Role, request.Role == ModelRole.Root ? _root : null);
        if (lanes.Count == 0)
        {
            throw new InvalidOperationException($"No model of the pool is {request.Role}.");
        }

        var began = _time.GetTimestamp();
        var failures = new Failures();
        foreach (var lane in lanes)
        {
            try
            {
                var reply = await _retry
                    .ExecuteAsync(async token => await TryAsync(lane, request, onText, token).ConfigureAwait(false), cancellationToken)
                    .ConfigureAwait(false);
                _root = request.Role == ModelRole.Root ? lane : _root;
                return reply with { Elapsed = _time.GetElapsedTime(began) };
            }
            catch (ModelException exception)
            {
                lane.Failed(exception.Code);
                failures.Add(lane.Model, exception);
                if (!failures.MayGoOn)
                {
                    break;
                }
            }
        }

        return new ModelReply(null, failures.ToError(), null, _time.GetElapsedTime(began)) { Model = failures.Last };
    }

    private static async Task<ModelReply> TryAsync(
        ModelLane lane, ModelRequest request, Action<string>? onText, CancellationToken cancellationToken)
    {
        using var pass = await lane.EnterAsync(request, cancellationToken).ConfigureAwait(false);
        var text = new StringBuilder();
        var guard = new RepetitionGuard();
        var calls = new List<ToolCall>();
        TokenUse? tokens = null;
        ChatFinishReason? end = null;
        await foreach (var update in lane.Model.Client.GetStreamingResponseAsync(request.Messages, request.ToOptions(), cancellationToken).ConfigureAwait(false))
        {
            if (update.Text.Length > 0)
            {
                text.Append(update.Text);
                onText?.Invoke(update.Text);
                if (guard.IsCircling(text))
                {
                    end = RepetitionGuard.Reason;
                    break;
                }
            }

            end = update.FinishReason ?? end;
            calls.AddRange(update.Contents.OfType<FunctionCallContent>().Select(c => new ToolCall(c.Name, Models.ToolCalls.ArgumentsOf(c)) { Id = c.CallId }));

            // Some servers repeat a growing count with every piece: the last one counts.
            if (update.Contents.OfType<UsageContent>().LastOrDefault() is { } usage)
            {
                tokens = new TokenUse(usage.Details.InputTokenCount ?? 0, usage.Details.OutputTokenCount ?? 0)
                {
                    CachedPrompt = usage.Details.CachedInputTokenCount ?? 0,
                };
            }
        }

        pass.Used(tokens);
        return new ModelReply(text.ToString(), null, tokens, TimeSpan.Zero) { Model = lane.Model, FinishReason = end, ToolCalls = calls };
    }

    private static TimeSpan? Wait(Exception? exception, TimeSpan longest) =>
        (exception as ModelException)?.RetryAfter is { } wait && wait > TimeSpan.Zero ? (wait < longest ? wait : longest) : null;
}
