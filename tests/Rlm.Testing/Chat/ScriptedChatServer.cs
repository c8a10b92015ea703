using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Rlm.Testing.Chat;

/// <summary>
/// An HTTP server on loopback that answers what a test scripted, in whatever interface that is: the first request gets the
/// first answer, and so on; requests for a path with an answer of its own stand outside of that order. It knows no model
/// and lives in tests only.
/// </summary>
public sealed class ScriptedChatServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopped = new();
    private readonly ConcurrentQueue<ChatAnswer> _script;
    private readonly ConcurrentQueue<ScriptedRequest> _requests = new();
    private readonly ConcurrentQueue<ScriptedRequest> _asides = new();
    private readonly SemaphoreSlim _arrived = new(0);
    private readonly ConcurrentBag<Task> _exchanges = [];
    private readonly Task _accepting;

    public ScriptedChatServer(params ChatAnswer[] answers)
    {
        _script = new ConcurrentQueue<ChatAnswer>(answers);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>What <c>--base-url</c> gets for OpenAI's interface.</summary>
    public string BaseUrl => $"{Origin}/v1";

    /// <summary>What <c>--base-url</c> gets for others.</summary>
    public string Origin => $"http://127.0.0.1:{Port}";

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Every request up to now, in order, but those of <see cref="Asides"/>.</summary>
    public IReadOnlyList<ScriptedRequest> Requests => [.. _requests];

    /// <summary>Every request for one of <see cref="Routes"/>, in order.</summary>
    public IReadOnlyList<ScriptedRequest> Asides => [.. _asides];

    /// <summary>
    /// Answers to requests for a path, however often they come, such as <c>/api/show</c>. At first the server lists no
    /// models, as many do not.
    /// </summary>
    public ConcurrentDictionary<string, ChatAnswer> Routes { get; } = new(
        [KeyValuePair.Create("/v1/models", ChatAnswers.Status(404, "there is no such path"))]);

    /// <summary>Answers when the script has come to its end. Without one such a request is refused.</summary>
    public ChatAnswer Otherwise { get; set; } = ChatAnswers.Status(400, "the script of the test has ended");

    /// <summary>Waits for the next request that nobody has waited for yet.</summary>
    public async Task ArrivedAsync(CancellationToken cancellationToken) => await _arrived.WaitAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _stopped.CancelAsync();
        _listener.Dispose();
        await _accepting;
        await Task.WhenAll(_exchanges);
        _stopped.Dispose();
        _arrived.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stopped.Token);
                _exchanges.Add(Task.Run(() => ServeAsync(client)));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                if (await ReadAsync(stream) is { } request)
                {
                    if (Routes.TryGetValue(request.Path, out var aside))
                    {
                        _asides.Enqueue(request);
                        await aside(new ScriptedExchange(request, stream, _stopped.Token));
                        return;
                    }

                    _requests.Enqueue(request);
                    _arrived.Release();
                    var answer = _script.TryDequeue(out var next) ? next : Otherwise;
                    await answer(new ScriptedExchange(request, stream, _stopped.Token));
                }
            }
            catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // The client went away, which tests make happen, or the test is over.
            }
        }
    }

    private async Task<ScriptedRequest?> ReadAsync(NetworkStream stream)
    {
        var bytes = new List<byte>();
        var buffer = new byte[8192];
        int end;
        while ((end = EndOfHead(bytes)) < 0)
        {
            if (!await MoreAsync())
            {
                return null;
            }
        }

        var head = Encoding.ASCII.GetString([.. bytes[..end]]).Split("\r\n");
        var start = head[0].Split(' ');
        var headers = head[1..]
            .Select(line => line.Split(':', 2))
            .ToDictionary(parts => parts[0], parts => parts[1].Trim(), StringComparer.OrdinalIgnoreCase);
        var length = headers.TryGetValue("Content-Length", out var said) ? int.Parse(said, CultureInfo.InvariantCulture) : 0;
        while (bytes.Count < end + 4 + length && await MoreAsync())
        {
        }

        if (bytes.Count < end + 4 + length)
        {
            // The client is gone in the middle of its question.
            return null;
        }

        return new ScriptedRequest(start[0], start[1], headers, Parse([.. bytes[(end + 4)..]]));

        async Task<bool> MoreAsync()
        {
            var read = await stream.ReadAsync(buffer, _stopped.Token);
            bytes.AddRange(buffer[..read]);
            return read > 0;
        }
    }

    private static int EndOfHead(List<byte> bytes) =>
        System.Runtime.InteropServices.CollectionsMarshal.AsSpan(bytes).IndexOf("\r\n\r\n"u8);

    private static JsonNode? Parse(byte[] body)
    {
        try
        {
            return JsonNode.Parse(body);
        }
        catch (JsonException)
        {
            // Whoever looks at the body sees that it is not there.
            return null;
        }
    }
}
