using System.Net;
using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace Rlm.Models;

/// <summary>
/// OpenAI's chat interface as many servers speak it: streamed or not whatever was asked for, with unknown finish
/// reasons, missing fields and errors in the middle of a stream. See docs/decisions/openai-client.md.
/// </summary>
internal sealed class OpenAIChatClient(HttpClient http, ModelAddress address, string model, string? key, TimeSpan silence, TimeProvider time) : IChatClient
{
    /// <summary>No answer is longer; a server that goes on is cut off.</summary>
    private const int MaxAnswerCharacters = 4 << 20;

    /// <summary>Of an answer in one object: every character escaped, and room around them.</summary>
    private const int MaxAnswerBytes = (6 * MaxAnswerCharacters) + (1 << 20);

    /// <summary>Of a stream, with everything that is no text: thoughts, comments, and the JSON around every piece.</summary>
    private const int MaxStreamBytes = 64 << 20;

    private const int MaxErrorBytes = 16 << 10;

    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken).ConfigureAwait(false);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var watch = new SilenceWatch(silence, time, cancellationToken);
        using var response = await SendAsync(messages, options, watch).ConfigureAwait(false);
        var length = 0;
        var anything = false;
        ChatFinishReason? end = null;
        await foreach (var item in ReadItemsAsync(response, watch).ConfigureAwait(false))
        {
            if (ChatJson.ReadError(item) is { } error)
            {
                throw new ModelException(ModelErrorCode.ProviderFailed, Hide($"{Describe()} reported an error: {error}"));
            }

            if (ChatJson.ReadUpdate(item) is not { } update)
            {
                continue;
            }

            length += update.Text.Length;
            anything |= update.Text.Length > 0;
            end = update.FinishReason ?? end;
            if (length > MaxAnswerCharacters)
            {
                throw TooLong($"{MaxAnswerCharacters:N0} characters");
            }

            yield return update;
        }

        if (!anything)
        {
            var advice = end == ChatFinishReason.Length ? "It came to the limit of its length before it had said anything: raise that limit on the server, or let the model think less."
                : end == ChatFinishReason.ContentFilter ? "A filter of the provider withheld the answer. Ask in other words, or another model."
                : "Check that the address is that of an OpenAI-compatible interface (it usually ends in /v1) and that the model is loaded.";
            throw new ModelException(ModelErrorCode.BadAnswer, $"{Describe()} answered without any text. {advice}");
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType?.IsInstanceOfType(this) == true ? this : null;

    public void Dispose() => http.Dispose();

    private async Task<HttpResponseMessage> SendAsync(IEnumerable<ChatMessage> messages, ChatOptions? options, SilenceWatch watch)
    {
        var body = ChatJson.WriteRequest(model, messages, options);
        using var request = new HttpRequestMessage(HttpMethod.Post, address.Completions)
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        if (key is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        try
        {
            var response = await watch
                .RunAsync(token => http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, token), Describe())
                .ConfigureAwait(false);
            watch.Heard();
            if (response.IsSuccessStatusCode)
            {
                return response;
            }

            using (response)
            {
                throw await FailureAsync(response, watch).ConfigureAwait(false);
            }
        }
        catch (HttpRequestException exception)
        {
            throw NoAnswer(exception);
        }
    }

    /// <summary>Only who could not be reached is unreachable: a server that answers badly is not started again in vain.</summary>
    private ModelException NoAnswer(HttpRequestException exception)
    {
        var why = Hide(exception.Message);
        return exception.HttpRequestError switch
        {
            HttpRequestError.ConnectionError => new ModelException(
                ModelErrorCode.Unreachable,
                $"Nobody answers at {address} ({why}). Start the server, or set the address with --base-url or RLM_BASE_URL.",
                exception),
            HttpRequestError.NameResolutionError => new ModelException(
                ModelErrorCode.Unreachable,
                $"There is no host of the name in {address}, or names cannot be looked up here ({why}). Set the address with --base-url or RLM_BASE_URL.",
                exception),
            HttpRequestError.SecureConnectionError => new ModelException(
                ModelErrorCode.ProviderFailed,
                $"No secure connection to {address} came about ({why}). Check its certificate, and whether the address should begin with http:// instead.",
                exception),
            _ => new ModelException(
                ModelErrorCode.ProviderFailed,
                $"{Describe()} broke off before it answered: {why} Check that what listens there is an OpenAI-compatible server, and look into its log.",
                exception),
        };
    }

    private async IAsyncEnumerable<JsonObject> ReadItemsAsync(HttpResponseMessage response, SilenceWatch watch)
    {
        var stream = new AnswerStream(
            await response.Content.ReadAsStreamAsync(watch.Token).ConfigureAwait(false),
            watch,
            MaxStreamBytes,
            () => TooLong($"{MaxStreamBytes >> 20} MiB"));
        await using (stream.ConfigureAwait(false))
        {
            if (response.Content.Headers.ContentType?.MediaType != "text/event-stream")
            {
                // A server that does not stream answers with one object, whatever was asked for.
                var bytes = await watch
                    .RunAsync(token => WholeAsync(ReadBoundedAsync(stream, MaxAnswerBytes + 1, token)), Describe())
                    .ConfigureAwait(false);
                yield return bytes.Length <= MaxAnswerBytes ? Parse(System.Text.Encoding.UTF8.GetString(bytes)) : throw TooLong($"{MaxAnswerCharacters:N0} characters");
                yield break;
            }

            var ended = false;
            var events = SseParser.Create(stream).EnumerateAsync(watch.Token).GetAsyncEnumerator(watch.Token);
            await using (events.ConfigureAwait(false))
            {
                while (await watch.RunAsync(_ => WholeAsync(events.MoveNextAsync().AsTask()), Describe()).ConfigureAwait(false))
                {
                    if (events.Current.Data == "[DONE]")
                    {
                        yield break;
                    }

                    if (events.Current.Data.Length > 0)
                    {
                        var item = Parse(events.Current.Data);
                        ended |= ChatJson.IsLast(item);
                        yield return item;
                    }
                }
            }

            // A server that was killed behind a proxy closes its stream as if all were well.
            if (!ended)
            {
                throw BrokeOff("its stream ended without a finish reason", null);
            }
        }
    }

    /// <summary>Reads a part of the answer; a connection that breaks becomes a <see cref="ModelException"/>.</summary>
    private async Task<T> WholeAsync<T>(Task<T> part)
    {
        try
        {
            return await part.ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            throw BrokeOff(exception.Message, exception);
        }
    }

    private JsonObject Parse(string text) =>
        ChatJson.Parse(text) ?? throw new ModelException(
            ModelErrorCode.BadAnswer,
            $"{Describe()} answered something that is not a chat completion: {Excerpt(text)}. Check that the address is that of an OpenAI-compatible interface (it usually ends in /v1).");

    private ModelException BrokeOff(string why, Exception? exception) =>
        new(ModelErrorCode.ProviderFailed, $"{Describe()} broke off in the middle of its answer: {Hide(why)}", exception);

    private ModelException TooLong(string limit) => new(
        ModelErrorCode.BadAnswer,
        $"{Describe()} wrote more than {limit} and was cut off. Set a limit for its answers on the server.");

    private async Task<ModelException> FailureAsync(HttpResponseMessage response, SilenceWatch watch)
    {
        var body = await watch
            .RunAsync(async token => await WholeAsync(ReadBoundedAsync(await response.Content.ReadAsStreamAsync(token).ConfigureAwait(false), MaxErrorBytes, token)).ConfigureAwait(false), Describe())
            .ConfigureAwait(false);
        var text = System.Text.Encoding.UTF8.GetString(body);
        var said = ChatJson.Parse(text) is { } fields && ChatJson.ReadError(fields) is { } error ? Hide(error) : Excerpt(text);
        var status = $"{Describe()} answered {(int)response.StatusCode} {response.ReasonPhrase}: {said}";
        return response.StatusCode switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new ModelException(
                ModelErrorCode.Unauthorized, $"{status}. Set the key in the environment variable that `api_key_env` names (OPENAI_API_KEY for OpenAI)."),
            HttpStatusCode.TooManyRequests => new ModelException(
                ModelErrorCode.RateLimited, $"{status}. Wait, or lower the number of concurrent requests.")
            { RetryAfter = RetryAfter(response) },
            HttpStatusCode.NotFound => new ModelException(
                ModelErrorCode.Refused, $"{status}. Check the model's name and that the address ends in /v1."),
            >= HttpStatusCode.InternalServerError => new ModelException(ModelErrorCode.ProviderFailed, status) { RetryAfter = RetryAfter(response) },
            >= HttpStatusCode.Ambiguous and < HttpStatusCode.BadRequest => new ModelException(
                ModelErrorCode.Refused,
                $"{Describe()} sends requests on to {Hide(response.Headers.Location?.ToString() ?? "another address")}. That is refused, since questions and keys would go to a host that was not named; set that address if it is meant."),
            _ => new ModelException(ModelErrorCode.Refused, status),
        };
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response) =>
        response.Headers.RetryAfter is { } after ? after.Delta ?? (after.Date - time.GetUtcNow()) : null;

    private string Describe() => $"{model} at {address}";

    /// <summary>Servers repeat the key that they did not like; messages end up in traces and on screens.</summary>
    private string Hide(string text) => key is null ? text : text.Replace(key, "[key]", StringComparison.Ordinal);

    private string Excerpt(string text)
    {
        var line = Hide(text).ReplaceLineEndings(" ").Trim();
        return line.Length == 0 ? "(nothing)" : line.Length <= 200 ? line : line[..200] + "…";
    }

    private static async Task<byte[]> ReadBoundedAsync(Stream stream, int limit, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[16 << 10];
        int read;
        while (bytes.Length < limit
            && (read = await stream.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, limit - bytes.Length)), cancellationToken).ConfigureAwait(false)) > 0)
        {
            bytes.Write(buffer, 0, read);
        }

        return bytes.ToArray();
    }
}
