using System.Text;
using Microsoft.Extensions.AI;
using Polly;
using Polly.Retry;
using Rlm.Runs;

namespace Rlm.Models;

/// <summary>Asks a model, with the one retry policy of the system: the libraries' own retries are off.</summary>
internal sealed class ModelCaller
{
    private readonly ResiliencePipeline _retry;
    private readonly TimeProvider _time;

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
        var model = pool.For(request.Role) ?? throw new InvalidOperationException($"No model of the pool is {request.Role}.");
        var began = _time.GetTimestamp();
        try
        {
            var (text, tokens, end) = await _retry
                .ExecuteAsync(async token => await TryAsync(model, request, onText, token).ConfigureAwait(false), cancellationToken)
                .ConfigureAwait(false);
            return new ModelReply(text, null, tokens, _time.GetElapsedTime(began)) { Model = model, FinishReason = end };
        }
        catch (ModelException exception)
        {
            return new ModelReply(null, exception.ToError(), null, _time.GetElapsedTime(began)) { Model = model };
        }
    }

    private static async Task<(string Text, TokenUse? Tokens, ChatFinishReason? End)> TryAsync(
        ChatModel model, ModelRequest request, Action<string>? onText, CancellationToken cancellationToken)
    {
        var options = new ChatOptions { MaxOutputTokens = request.MaxOutputTokens };
        var text = new StringBuilder();
        TokenUse? tokens = null;
        ChatFinishReason? end = null;
        await foreach (var update in model.Client.GetStreamingResponseAsync(request.Messages, options, cancellationToken).ConfigureAwait(false))
        {
            if (update.Text.Length > 0)
            {
                text.Append(update.Text);
                onText?.Invoke(update.Text);
            }

            end = update.FinishReason ?? end;

            // Some servers repeat a growing count with every piece: the last one counts.
            if (update.Contents.OfType<UsageContent>().LastOrDefault() is { } usage)
            {
                tokens = new TokenUse(usage.Details.InputTokenCount ?? 0, usage.Details.OutputTokenCount ?? 0);
            }
        }

        return (text.ToString(), tokens, end);
    }

    private static TimeSpan? Wait(Exception? exception, TimeSpan longest) =>
        (exception as ModelException)?.RetryAfter is { } wait && wait > TimeSpan.Zero ? (wait < longest ? wait : longest) : null;
}
