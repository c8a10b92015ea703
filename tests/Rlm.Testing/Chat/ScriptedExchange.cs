using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Rlm.Testing.Chat;

/// <summary>One answer to one request, byte by byte as the test wants it.</summary>
public sealed class ScriptedExchange(ScriptedRequest request, Stream stream, CancellationToken stopped)
{
    /// <summary>What was asked.</summary>
    public ScriptedRequest Request { get; } = request;

    /// <summary>The whole of an ordinary answer.</summary>
    public async Task RespondAsync(int status, string type, string body, params (string Name, string Value)[] headers)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        await HeadAsync(status, type, [.. headers, ("Content-Length", bytes.Length.ToString(CultureInfo.InvariantCulture))]);
        await stream.WriteAsync(bytes, stopped);
    }

    /// <summary>Status line and headers.</summary>
    public Task HeadAsync(int status, string type, params (string Name, string Value)[] headers)
    {
        var head = new StringBuilder($"HTTP/1.1 {status} Scripted\r\nContent-Type: {type}\r\nConnection: close\r\n");
        foreach (var (name, value) in headers)
        {
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        return RawAsync(head.Append("\r\n").ToString());
    }

    /// <summary>The head of a streamed answer whose end is marked, so that a broken one can be told from a whole one.</summary>
    public Task BeginEventsAsync() => BeginAsync("text/event-stream");

    /// <summary>The head of an answer in parts.</summary>
    public Task BeginAsync(string type) => HeadAsync(200, type, ("Transfer-Encoding", "chunked"));

    /// <summary>One server-sent event.</summary>
    public Task EventAsync(string data) => PartAsync($"data: {data}\n\n");

    /// <summary>Part of a streamed answer, which need not be an event.</summary>
    public Task PartAsync(string text) => RawAsync($"{Encoding.UTF8.GetByteCount(text):x}\r\n{text}\r\n");

    /// <summary>The mark at the end of a streamed answer.</summary>
    public Task EndEventsAsync() => RawAsync("0\r\n\r\n");

    /// <summary>Bytes as they are.</summary>
    public Task RawAsync(string text) => RawAsync(Encoding.UTF8.GetBytes(text));

    /// <summary>Bytes that need not be text.</summary>
    public async Task RawAsync(ReadOnlyMemory<byte> bytes)
    {
        await stream.WriteAsync(bytes, stopped);
        await stream.FlushAsync(stopped);
    }

    /// <summary>Ends what is sent, and still listens.</summary>
    public void HalfClose() => ((NetworkStream)stream).Socket.Shutdown(SocketShutdown.Send);

    /// <summary>Breaks the connection as a crashed machine's does: the client gets a reset and no proper end.</summary>
    public void Reset()
    {
        ((NetworkStream)stream).Socket.LingerState = new LingerOption(true, 0);
        stream.Close();
    }

    /// <summary>Waits for an event of the test, or until the client gives up.</summary>
    public async Task WaitAsync(Task until)
    {
        await Task.WhenAny(until, ClientGoneAsync());
    }

    /// <summary>Ends when the client closes its side.</summary>
    public async Task ClientGoneAsync()
    {
        var one = new byte[1];
        try
        {
            while (await stream.ReadAsync(one, stopped) > 0)
            {
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // Gone all the same.
        }
    }
}
