using System.Net;
using System.Net.Sockets;

namespace Rlm.Testing.Chat;

/// <summary>A port at which nobody listens, and nobody else can begin to.</summary>
public sealed class ClosedPort : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public ClosedPort() => _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));

    public string BaseUrl => $"http://127.0.0.1:{((IPEndPoint)_socket.LocalEndPoint!).Port}/v1";

    public void Dispose() => _socket.Dispose();
}
