using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Rlm.Bench.Measures.Load;

/// <summary>
/// A model behind OpenAI's interface that says the same to everybody, after a while. It keeps nothing of what it is asked and
/// its connections stay open, so that it costs the machine as little as can be.
/// </summary>
internal sealed class LatentModel : IAsyncDisposable
{
    private static readonly byte[] NoSuchPath = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"u8.ToArray();

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopped = new();
    private readonly TimeSpan _latency;
    private readonly Task _accepting;
    private volatile byte[] _answer = NoSuchPath;
    private int _asked;

    public LatentModel(TimeSpan latency)
    {
        _latency = latency;
        _listener.Start(backlog: 1_000);
        _accepting = AcceptAsync();
    }

    public string BaseUrl => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/v1");

    /// <summary>How often it was asked for an answer.</summary>
    public int Asked => _asked;

    /// <summary>What it says from now on.</summary>
    public void Say(string text)
    {
        var events = $$$"""
            data: {"choices":[{"index":0,"delta":{"role":"assistant","content":{{{JsonSerializer.Serialize(text)}}}}}]}

            data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

            data: {"choices":[],"usage":{"prompt_tokens":1000,"completion_tokens":50}}

            data: [DONE]


            """;
        _answer = Encoding.UTF8.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: {Encoding.UTF8.GetByteCount(events)}\r\n\r\n{events}");
    }

    public async ValueTask DisposeAsync()
    {
        await _stopped.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _stopped.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptSocketAsync(_stopped.Token);
                _ = ServeAsync(client);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The measure is over.
        }
    }

    private async Task ServeAsync(Socket client)
    {
        using var _ = client;
        client.NoDelay = true;
        var buffer = new byte[64 << 10];
        try
        {
            while (await HeadAsync(client, buffer) is (var end, var filled))
            {
                var head = Encoding.ASCII.GetString(buffer.AsSpan(0, end));
                await SkipAsync(client, buffer, LengthOf(head) - (filled - end));
                if (!head.StartsWith("POST ", StringComparison.Ordinal))
                {
                    // What models there are, and what they take, is not said, as many servers do not.
                    await client.SendAsync(NoSuchPath, _stopped.Token);
                    continue;
                }

                Interlocked.Increment(ref _asked);
                await Task.Delay(_latency, _stopped.Token);
                await client.SendAsync(_answer, _stopped.Token);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The service has closed the connection, or the measure is over.
        }
    }

    /// <summary>Reads a request's head; gives where it ends and how much was read, or null when the client has gone.</summary>
    private async Task<(int End, int Filled)?> HeadAsync(Socket client, byte[] buffer)
    {
        for (var filled = 0; ;)
        {
            var read = await client.ReceiveAsync(buffer.AsMemory(filled), _stopped.Token);
            filled += read;
            var end = buffer.AsSpan(0, filled).IndexOf("\r\n\r\n"u8);
            if (read == 0 || end >= 0)
            {
                return read == 0 ? null : (end + 4, filled);
            }
        }
    }

    private async Task SkipAsync(Socket client, byte[] buffer, int left)
    {
        while (left > 0)
        {
            left -= await client.ReceiveAsync(buffer.AsMemory(0, Math.Min(left, buffer.Length)), _stopped.Token) is > 0 and var read
                ? read
                : throw new SocketException((int)SocketError.ConnectionReset);
        }
    }

    private static int LengthOf(string head)
    {
        const string Name = "Content-Length:";
        var at = head.IndexOf(Name, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? 0 : int.Parse(head.AsSpan(at + Name.Length, head.IndexOf('\r', at) - at - Name.Length), NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture);
    }
}
