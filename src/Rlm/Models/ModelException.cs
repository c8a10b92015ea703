using Rlm.Models.Http;
using Rlm.Runs;

namespace Rlm.Models;

/// <summary>
/// A model gave no answer. Thrown by a <see cref="ChatModel"/>'s client so that the retry policy sees it; runs turn it
/// into an event and a <see cref="RunError"/>.
/// </summary>
public sealed class ModelException : Exception
{
    /// <summary>Makes one.</summary>
    /// <param name="code">The kind of failure.</param>
    /// <param name="message">What happened, why, and what to do.</param>
    /// <param name="innerException">What lies behind it, or null.</param>
    public ModelException(ModelErrorCode code, string message, Exception? innerException = null)
        : base(message, innerException) => Code = code;

    /// <summary>The kind of failure.</summary>
    public ModelErrorCode Code { get; }

    /// <summary>How long the provider asks to wait before the next try, or null.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>What the provider said of a request that it did not understand, or null when it was something else.</summary>
    internal Refusal? Refusal { get; init; }

    /// <summary>Whether another try may go better.</summary>
    public bool IsTransient => Code is ModelErrorCode.Unreachable or ModelErrorCode.RateLimited or ModelErrorCode.ProviderFailed;

    /// <summary>The failure as a value.</summary>
    public RunError ToError() => new(SnakeCase.Of(Code.ToString()), Message);
}
