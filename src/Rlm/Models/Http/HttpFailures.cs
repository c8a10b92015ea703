using System.Net;

namespace Rlm.Models.Http;

/// <summary>From what went wrong on the way to a message that teaches.</summary>
internal static class HttpFailures
{
    /// <summary>Only who could not be reached is unreachable: a server that answers badly is not started again in vain.</summary>
    public static ModelException NoAnswer(HttpRequestException exception, ProviderWords words)
    {
        var why = words.Said(exception.Message);
        return exception.HttpRequestError switch
        {
            HttpRequestError.ConnectionError => new ModelException(
                ModelErrorCode.Unreachable, $"Nobody answers at {words.Address} ({why}). {words.Absent}", exception),
            HttpRequestError.NameResolutionError => new ModelException(
                ModelErrorCode.Unreachable,
                $"There is no host of the name in {words.Address}, or names cannot be looked up here ({why}). Set the address with --base-url or RLM_BASE_URL.",
                exception),
            HttpRequestError.ProxyTunnelError => new ModelException(
                ModelErrorCode.Unreachable, $"The proxy does not let requests through to {words.Address} ({why}). Check `proxy` and HTTPS_PROXY.", exception),
            HttpRequestError.SecureConnectionError => new ModelException(
                ModelErrorCode.ProviderFailed,
                $"No secure connection to {words.Address} came about ({why}). Check its certificate (`ca_file` names the root of one of your own), and whether the address should begin with http:// instead.",
                exception),
            _ => new ModelException(
                ModelErrorCode.ProviderFailed,
                $"{words.Who} broke off before it answered: {why} Check that what listens there is the right server, and look into its log.",
                exception),
        };
    }

    public static ModelException BrokeOff(string why, Exception? exception, ProviderWords words) =>
        new(ModelErrorCode.ProviderFailed, $"{words.Who} broke off in the middle of its answer: {words.Said(why)}", exception);

    public static ModelException TooLong(string limit, ProviderWords words) => new(
        ModelErrorCode.BadAnswer, $"{words.Who} wrote more than {limit} and was cut off. Set a limit for its answers: `max_tokens`, or on the server.");

    public static ModelException NotAnAnswer(string text, ProviderWords words) => new(
        ModelErrorCode.BadAnswer, $"{words.Who} answered something that is not a chat completion: {words.Excerpt(text)}. {words.Interface}");

    /// <summary>A status that is no success.</summary>
    /// <param name="response">The answer; its body was read.</param>
    /// <param name="text">Its body.</param>
    /// <param name="words">Whose it is.</param>
    /// <param name="time">The clock, for a wait until a point in time.</param>
    public static ModelException OfStatus(HttpResponseMessage response, string text, ProviderWords words, TimeProvider time)
    {
        var fields = JsonAnswer.Parse(text);
        var said = fields is not null && JsonAnswer.ErrorMessage(fields) is { } error ? words.Said(error) : words.Excerpt(text);

        // The phrase beside the number is the server's own text as much as the body is.
        var status = $"{words.Who} answered {(int)response.StatusCode} {words.Excerpt(response.ReasonPhrase ?? string.Empty)}: {said}";
        var wait = response.Headers.RetryAfter is { } after ? after.Delta ?? (after.Date - time.GetUtcNow()) : null;
        return response.StatusCode switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new ModelException(ModelErrorCode.Unauthorized, $"{status}. {words.Key}"),
            HttpStatusCode.TooManyRequests => new ModelException(
                ModelErrorCode.RateLimited, $"{status}. Wait, or lower the number of concurrent requests (`max_concurrency`, `requests_per_minute`).")
            { RetryAfter = wait },
            HttpStatusCode.NotFound => new ModelException(ModelErrorCode.Refused, $"{status}. {words.NotFound}"),
            HttpStatusCode.RequestTimeout => new ModelException(ModelErrorCode.ProviderFailed, status) { RetryAfter = wait },
            >= HttpStatusCode.InternalServerError => new ModelException(ModelErrorCode.ProviderFailed, status) { RetryAfter = wait },
            >= HttpStatusCode.Ambiguous and < HttpStatusCode.BadRequest => new ModelException(
                ModelErrorCode.Refused,
                $"{words.Who} sends requests on to {words.Excerpt(response.Headers.Location?.ToString() ?? "another address")}. That is refused, since questions and keys would go to a host that was not named; set that address if it is meant."),
            HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity => new ModelException(ModelErrorCode.Refused, status)
            {
                // The message without its escapes, and whatever stands beside it.
                Refusal = new Refusal(
                    $"{(fields is null ? null : JsonAnswer.ErrorMessage(fields))}\n{text}", fields is null ? null : JsonAnswer.ErrorParameter(fields)),
            },
            _ => new ModelException(ModelErrorCode.Refused, status),
        };
    }
}
