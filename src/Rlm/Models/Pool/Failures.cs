using Rlm.Runs;

namespace Rlm.Models.Pool;

/// <summary>The models that failed at one request, one after the other. See docs/decisions/model-providers.md.</summary>
internal sealed class Failures
{
    private readonly List<(ChatModel Model, ModelException Why)> _all = [];

    /// <summary>Who failed last.</summary>
    public ChatModel Last => _all[^1].Model;

    /// <summary>
    /// Whether another model could mend the last failure. A request that was refused would be paid for and refused again;
    /// of a bad answer it is not known whether question or server is to blame, so one other model may try.
    /// </summary>
    public bool MayGoOn => _all[^1].Why.Code switch
    {
        ModelErrorCode.Unreachable or ModelErrorCode.RateLimited or ModelErrorCode.ProviderFailed
            or ModelErrorCode.TimedOut or ModelErrorCode.Unauthorized => true,
        ModelErrorCode.BadAnswer => _all.Count(f => f.Why.Code == ModelErrorCode.BadAnswer) == 1,
        _ => false,
    };

    public void Add(ChatModel model, ModelException why) => _all.Add((model, why));

    /// <summary>The last failure as a value, with those before it.</summary>
    public RunError ToError()
    {
        var last = _all[^1].Why.ToError();
        return _all.Count == 1
            ? last
            : last with { Message = $"{last.Message} Before that: {string.Join(" ", _all.SkipLast(1).Select(f => f.Why.Message))}" };
    }
}
