using System.Net;
using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace Rlm.Models;

/// <summary>
/// OpenAI's chat interface as many servers speak it: streamed or not whatever was asked for, with unknown finish
/// reasons, missing fields and errors in the middle of a stream. See docs/decisions/openai-client.md.
/// </summary>
internal sealed class OpenAIChatClient(HttpClient http, Uri baseUrl, string model, string? key, TimeSpan silence, TimeProvider time) : IChatClient
{
    /// <summary>No answer is longer; a server that goes on is cut off.</summary>
    private const int MaxAnswerCharacters = 4 << 20;

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
        await foreach (var item in ReadItemsAsync(response, watch).ConfigureAwait(false))
        {
            watch.Heard();
            if (ChatJson.ReadUpdate(item) is not { } update)
            {
                continue;
            }

            length += update.Text.Length;
            anything |= update.Text.Length > 0;
            if (length > MaxAnswerCharacters)
            {
                throw new ModelException(
                    ModelErrorCode.BadAnswer,
                    $"{model} at {baseUrl.Host} wrote more than {MaxAnswerCharacters:N0} characters and was cut off. Set a limit for its answers on the server.");
            }

            yield return update;
        }

        if (!anything)
        {
            throw new ModelException(
                ModelErrorCode.BadAnswer,
                $"{model} at {baseUrl} answered without any text. Check that the address is that of an OpenAI-compatible interface (it usually ends in /v1) and that the model is loaded.");
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType?.IsInstanceOfType(this) == true ? this : null;

    public void Dispose() => http.Dispose();

    private async Task<HttpResponseMessage> SendAsync(IEnumerable<ChatMessage> messages, ChatOptions? options, SilenceWatch watch)
    {
        var body = ChatJson.WriteRequest(model, messages, options);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"{baseUrl.AbsoluteUri.TrimEnd('/')}/chat/completions"))
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
            throw new ModelException(
                ModelErrorCode.Unreachable,
                $"Nobody answers at {baseUrl} ({exception.Message}). Start the server, or set the address with --base-url or RLM_BASE_URL.",
                exception);
        }
    }

    private async IAsyncEnumerable<JsonNode> ReadItemsAsync(HttpResponseMessage response, SilenceWatch watch)
    {
        var stream = await response.Content.ReadAsStreamAsync(watch.Token).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            if (response.Content.Headers.ContentType?.MediaType != "text/event-stream")
            {
                // A server that does not stream answers with one object, whatever was asked for.
                var bytes = await watch.RunAsync(token => ReadBoundedAsync(stream, MaxAnswerCharacters, token), Describe()).ConfigureAwait(false);
                yield return Parse(System.Text.Encoding.UTF8.GetString(bytes));
                yield break;
            }

            var events = SseParser.Create(stream).EnumerateAsync(watch.Token).GetAsyncEnumerator(watch.Token);
            await using (events.ConfigureAwait(false))
            {
                while (await watch.RunAsync(_ => MoveNextAsync(events), Describe()).ConfigureAwait(false))
                {
                    if (events.Current.Data == "[DONE]")
                    {
                        yield break;
                    }

                    if (events.Current.Data.Length > 0)
                    {
                        yield return Parse(events.Current.Data);
                    }
                }
            }
        }
    }

    private async Task<bool> MoveNextAsync(IAsyncEnumerator<SseItem<string>> events)
    {
        try
        {
            return await events.MoveNextAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            throw new ModelException(
                ModelErrorCode.ProviderFailed, $"{Describe()} broke off in the middle of its answer: {exception.Message}", exception);
        }
    }

    private JsonNode Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text) ?? throw new JsonException("null");
        }
        catch (JsonException exception)
        {
            throw new ModelException(
                ModelErrorCode.BadAnswer,
                $"{Describe()} answered something that is not a chat completion: {Excerpt(text)}. Check that the address is that of an OpenAI-compatible interface (it usually ends in /v1).",
                exception);
        }
    }

    private async Task<ModelException> FailureAsync(HttpResponseMessage response, SilenceWatch watch)
    {
        var body = await watch
            .RunAsync(async token => await ReadBoundedAsync(await response.Content.ReadAsStreamAsync(token).ConfigureAwait(false), MaxErrorBytes, token).ConfigureAwait(false), Describe())
            .ConfigureAwait(false);
        var said = ChatJson.ReadError(body) ?? Excerpt(System.Text.Encoding.UTF8.GetString(body));
        var status = $"{Describe()} answered {(int)response.StatusCode} {response.ReasonPhrase}: {said}";
        return response.StatusCode switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new ModelException(
                ModelErrorCode.Unauthorized, $"{status}. Set the key in the environment variable that `api_key_env` names (OPENAI_API_KEY for OpenAI)."),
            HttpStatusCode.TooManyRequests => new ModelException(
                ModelErrorCode.RateLimited, $"{status}. Wait, or lower the number of concurrent requests.") { RetryAfter = RetryAfter(response) },
            HttpStatusCode.NotFound => new ModelException(
                ModelErrorCode.Refused, $"{status}. Check the model's name and that the address ends in /v1."),
            >= HttpStatusCode.InternalServerError => new ModelException(ModelErrorCode.ProviderFailed, status) { RetryAfter = RetryAfter(response) },
            >= HttpStatusCode.Ambiguous and < HttpStatusCode.BadRequest => new ModelException(
                ModelErrorCode.Refused,
                $"{Describe()} sends requests on to {response.Headers.Location?.ToString() ?? "another address"}. That is refused, since questions and keys would go to a host that was not named; set that address if it is meant."),
            _ => new ModelException(ModelErrorCode.Refused, status),
        };
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response) =>
        response.Headers.RetryAfter is { } after ? after.Delta ?? (after.Date - time.GetUtcNow()) : null;

    private string Describe() => $"{model} at {baseUrl.GetLeftPart(UriPartial.Path)}";

    private static string Excerpt(string text)
    {
        var line = text.ReplaceLineEndings(" ").Trim();
        return line.Length == 0 ? "(nothing)" : line.Length <= 200 ? line : line[..200] + "…";
    }

    private static async Task<byte[]> ReadBoundedAsync(Stream stream, int limit, CancellationToken cancellationToken)
    {
        var buffer = new byte[limit];
        var read = await stream.ReadAtLeastAsync(buffer, limit, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        return buffer[..read];
    }
}
