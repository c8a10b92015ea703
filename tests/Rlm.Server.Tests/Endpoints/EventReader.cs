using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;

namespace Rlm.Server.Tests.Endpoints;

/// <summary>An event as it came.</summary>
internal sealed record ServerEvent(string? Id, string Name, string Data);

/// <summary>Reads server-sent events, as a client does.</summary>
internal sealed class EventReader(HttpResponseMessage response, Stream body) : IAsyncEnumerable<ServerEvent>, IAsyncDisposable
{
    public static Task<EventReader> PostAsync(TestService service, string path, JsonNode question, string? last = null) =>
        SendAsync(service, new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(question) }, last);

    public static Task<EventReader> GetAsync(TestService service, string path, string? last = null) =>
        SendAsync(service, new HttpRequestMessage(HttpMethod.Get, path), last);

    public async IAsyncEnumerator<ServerEvent> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        string? id = null;
        var parser = SseParser.Create(body);
        await foreach (var item in parser.EnumerateAsync(cancellationToken))
        {
            // The parser remembers the last identity; one that did not change was not sent.
            var own = item.EventId != id ? item.EventId : null;
            id = item.EventId;
            yield return new ServerEvent(own, item.EventType, item.Data);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await body.DisposeAsync();
        response.Dispose();
    }

    private static async Task<EventReader> SendAsync(TestService service, HttpRequestMessage request, string? last)
    {
        using (request)
        {
            if (last is not null)
            {
                request.Headers.Add("Last-Event-ID", last);
            }

            var response = await service.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
            Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
            return new EventReader(response, await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        }
    }
}
