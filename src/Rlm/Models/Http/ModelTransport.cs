using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Rlm.Models.Keys;

namespace Rlm.Models.Http;

/// <summary>The way to one provider's server and back. Everything that goes wrong on it is a <see cref="ModelException"/>.</summary>
/// <param name="http">Without a time limit of its own; disposed with this.</param>
/// <param name="words">How the provider is spoken of.</param>
/// <param name="key">What opens it.</param>
/// <param name="headers">Further headers of every request.</param>
/// <param name="silence">After so long without a byte a request is given up.</param>
/// <param name="time">The clock.</param>
internal sealed class ModelTransport(
    HttpClient http, ProviderWords words, ApiKey key, IReadOnlyList<KeyValuePair<string, string>> headers, TimeSpan silence, TimeProvider time) : IDisposable
{
    /// <summary>Of what is no answer to a question: errors, and what a server tells of its models.</summary>
    private const int MaxErrorBytes = 16 << 10;
    private const int MaxFactsBytes = 8 << 20;

    public ProviderWords Words => words;

    /// <summary>Sends a question and waits until its answer begins.</summary>
    public async Task<OpenAnswer> PostAsync(
        Uri resource, byte[] body, Action<HttpRequestHeaders, string> authorize, CancellationToken cancellationToken)
    {
        var watch = new SilenceWatch(silence, time, cancellationToken);
        try
        {
            return new OpenAnswer(await SendAsync(HttpMethod.Post, resource, body, authorize, watch).ConfigureAwait(false), watch, words);
        }
        catch
        {
            watch.Dispose();
            throw;
        }
    }

    /// <summary>What a server tells of itself or its models, or null when that is no JSON object.</summary>
    public async Task<JsonObject?> FetchAsync(
        Uri resource, byte[]? body, Action<HttpRequestHeaders, string> authorize, CancellationToken cancellationToken)
    {
        using var watch = new SilenceWatch(silence, time, cancellationToken);
        using var response = await SendAsync(body is null ? HttpMethod.Get : HttpMethod.Post, resource, body, authorize, watch).ConfigureAwait(false);
        return JsonAnswer.Parse(await ReadAsync(response, MaxFactsBytes, watch).ConfigureAwait(false));
    }

    public void Dispose() => http.Dispose();

    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, Uri resource, byte[]? body, Action<HttpRequestHeaders, string> authorize, SilenceWatch watch)
    {
        using var request = new HttpRequestMessage(method, resource);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (await watch.RunAsync(token => key.GetAsync(token), words.Who).ConfigureAwait(false) is { } secret)
        {
            words.Secrets.Add(secret);
            authorize(request.Headers, secret);
        }

        try
        {
            var response = await watch
                .RunAsync(token => http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, token), words.Who)
                .ConfigureAwait(false);
            watch.Heard();
            if (response.IsSuccessStatusCode)
            {
                return response;
            }

            using (response)
            {
                throw HttpFailures.OfStatus(response, await ReadAsync(response, MaxErrorBytes, watch).ConfigureAwait(false), words, time);
            }
        }
        catch (HttpRequestException exception)
        {
            throw HttpFailures.NoAnswer(exception, words);
        }
    }

    private async Task<string> ReadAsync(HttpResponseMessage response, int limit, SilenceWatch watch)
    {
        var body = await watch
            .RunAsync(
                async token =>
                {
                    var stream = await response.Content.ReadAsStreamAsync(token).ConfigureAwait(false);
                    return await OpenAnswer.WholeAsync(OpenAnswer.ReadBoundedAsync(stream, limit, token), words).ConfigureAwait(false);
                },
                words.Who)
            .ConfigureAwait(false);
        return Encoding.UTF8.GetString(body);
    }
}
