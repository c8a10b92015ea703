using Rlm.Runs;

namespace Rlm.Models.Pool;

/// <summary>The way to one model of a pool: how many may be on it, how fast, and whether it is worth a try.</summary>
internal sealed class ModelLane : IDisposable
{
    /// <summary>How long a model that could not be reached is tried last.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromSeconds(30);

    /// <summary>Tokens that an answer is expected to have when nobody limits it.</summary>
    private const int UsualAnswer = 1_024;

    private readonly TimeProvider _time;
    private readonly SemaphoreSlim? _places;
    private readonly RatePace? _requests;
    private readonly RatePace? _tokens;
    private long _failedAt;
    private volatile bool _unreachable;

    public ModelLane(ChatModel model, TimeProvider time)
    {
        (Model, _time) = (model, time);
        var options = model.Options;
        _places = options.MaxConcurrency is { } places ? new SemaphoreSlim(places, places) : null;
        _requests = options.RequestsPerMinute is { } requests ? new RatePace(requests, time) : null;
        _tokens = options.TokensPerMinute is { } tokens ? new RatePace(tokens, time) : null;
    }

    public ChatModel Model { get; }

    public int Weight => Math.Max(1, Model.Options.Weight);

    /// <summary>Whether it could not be reached a short while ago.</summary>
    public bool IsResting => _unreachable && _time.GetElapsedTime(Volatile.Read(ref _failedAt)) < Rest;

    /// <summary>Waits for a place, first come first served, and for the rate limits.</summary>
    public async Task<Pass> EnterAsync(ModelRequest request, CancellationToken cancellationToken)
    {
        if (_places is not null)
        {
            await _places.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        try
        {
            if (_requests is not null)
            {
                await _requests.TakeAsync(1, cancellationToken).ConfigureAwait(false);
            }

            var taken = _tokens is null ? 0 : await _tokens
                .TakeAsync(TokenEstimate.Of(request.Messages) + (request.MaxOutputTokens ?? UsualAnswer), cancellationToken)
                .ConfigureAwait(false);
            return new Pass(this, taken);
        }
        catch
        {
            _places?.Release();
            throw;
        }
    }

    /// <summary>Hears of a failure.</summary>
    public void Failed(ModelErrorCode code)
    {
        Volatile.Write(ref _failedAt, _time.GetTimestamp());
        _unreachable = code == ModelErrorCode.Unreachable;
    }

    /// <summary>Disposes the client. The places need no disposing, and a request that is still ending gives its own back.</summary>
    public void Dispose() => Model.Client.Dispose();

    /// <summary>A place on the lane; disposing gives it back.</summary>
    /// <param name="lane">Whose.</param>
    /// <param name="taken">Tokens that were taken from the rate limit beforehand.</param>
    internal sealed class Pass(ModelLane lane, double taken) : IDisposable
    {
        /// <summary>What the request really used, where the provider says it.</summary>
        public void Used(TokenUse? tokens)
        {
            lane._unreachable = false;
            if (tokens is not null)
            {
                lane._tokens?.Return(taken - tokens.Prompt - tokens.Completion);
            }
        }

        public void Dispose() => lane._places?.Release();
    }
}
