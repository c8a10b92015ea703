using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json.Nodes;

namespace Rlm.Models.Http;

/// <summary>
/// An answer that has begun: server-sent events, lines of JSON, or one object, whatever was asked for. Bounded, and given
/// up when it falls silent.
/// </summary>
internal sealed class OpenAnswer(HttpResponseMessage response, SilenceWatch watch, ProviderWords words) : IDisposable
{
    /// <summary>No answer is longer; a server that goes on is cut off.</summary>
    public const int MaxCharacters = 4 << 20;

    /// <summary>Of an answer in one object: every character escaped, and room around them.</summary>
    private const int MaxObjectBytes = (6 * MaxCharacters) + (1 << 20);

    /// <summary>Of a stream, with everything that is no text: thoughts, comments, and the JSON around every piece.</summary>
    private const int MaxStreamBytes = 64 << 20;

    /// <summary>The objects of the answer.</summary>
    /// <param name="isLast">Whether an object says that the answer is whole; a stream without one broke off.</param>
    public async IAsyncEnumerable<JsonObject> ReadAsync(Func<JsonObject, bool> isLast)
    {
        var stream = new AnswerStream(
            await response.Content.ReadAsStreamAsync(watch.Token).ConfigureAwait(false),
            watch,
            MaxStreamBytes,
            () => HttpFailures.TooLong($"{MaxStreamBytes >> 20} MiB", words));
        await using (stream.ConfigureAwait(false))
        {
            var type = response.Content.Headers.ContentType?.MediaType;
            if (type is not ("text/event-stream" or "application/x-ndjson" or "application/jsonl"))
            {
                // A server that does not stream answers with one object, whatever was asked for.
                var bytes = await PartAsync(ReadBoundedAsync(stream, MaxObjectBytes + 1, watch.Token)).ConfigureAwait(false);
                yield return bytes.Length <= MaxObjectBytes
                    ? Parse(Encoding.UTF8.GetString(bytes))
                    : throw HttpFailures.TooLong($"{MaxCharacters:N0} characters", words);
                yield break;
            }

            var ended = false;
            var texts = (type == "text/event-stream" ? EventsAsync(stream) : LinesAsync(stream)).GetAsyncEnumerator(watch.Token);
            await using (texts.ConfigureAwait(false))
            {
                while (await PartAsync(texts.MoveNextAsync().AsTask()).ConfigureAwait(false))
                {
                    if (texts.Current == "[DONE]")
                    {
                        yield break;
                    }

                    if (texts.Current.Length > 0)
                    {
                        var item = Parse(texts.Current);
                        ended |= isLast(item);
                        yield return item;
                    }
                }
            }

            // A server that was killed behind a proxy closes its stream as if all were well.
            if (!ended)
            {
                throw HttpFailures.BrokeOff("its stream ended without a finish reason", null, words);
            }
        }
    }

    public void Dispose()
    {
        response.Dispose();
        watch.Dispose();
    }

    /// <summary>Reads a part of an answer; a connection that breaks becomes a <see cref="ModelException"/>.</summary>
    public static async Task<T> WholeAsync<T>(Task<T> part, ProviderWords words)
    {
        try
        {
            return await part.ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            throw HttpFailures.BrokeOff(exception.Message, exception, words);
        }
    }

    public static async Task<byte[]> ReadBoundedAsync(Stream stream, int limit, CancellationToken cancellationToken)
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

    private async IAsyncEnumerable<string> EventsAsync(Stream stream)
    {
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(watch.Token).ConfigureAwait(false))
        {
            yield return item.Data;
        }
    }

    private async IAsyncEnumerable<string> LinesAsync(Stream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
        while (await reader.ReadLineAsync(watch.Token).ConfigureAwait(false) is { } line)
        {
            yield return line.Trim();
        }
    }

    private Task<T> PartAsync<T>(Task<T> part) => watch.RunAsync(_ => WholeAsync(part, words), words.Who);

    private JsonObject Parse(string text) => JsonAnswer.Parse(text) ?? throw HttpFailures.NotAnAnswer(text, words);
}
