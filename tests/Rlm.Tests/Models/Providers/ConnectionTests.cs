using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Rlm.Models;
using Rlm.Testing;
using Rlm.Testing.Chat;

namespace Rlm.Tests.Models.Providers;

public sealed class ConnectionTests
{
    [Fact]
    public async Task Headers_are_sent_and_those_out_of_variables_never_come_back()
    {
        await using var server = new ScriptedChatServer(ChatAnswers.Status(500, $"I do not like {ModelTestClient.Key}"));
        var reply = await ModelTestClient.AskAsync(new ProviderOptions
        {
            Model = "m",
            BaseUrl = server.BaseUrl,
            Headers = new Dictionary<string, string> { ["X-Org"] = "blue team", ["X-Secret"] = "env:TEST_KEY" },
        });
        Assert.Equal(("blue team", ModelTestClient.Key), (server.Requests[0].Headers["X-Org"], server.Requests[0].Headers["X-Secret"]));
        Assert.DoesNotContain(ModelTestClient.Key, reply.Error!.Message);
    }

    [Theory]
    [InlineData("X-Org", "env:NO_SUCH_VARIABLE", "NO_SUCH_VARIABLE")]
    [InlineData("X Org", "v", "X Org")]
    [InlineData("X-Org", "two\nlines", "X-Org")]
    public void A_header_that_is_none_is_refused(string name, string value, string said)
    {
        var options = new ProviderOptions { Model = "m", BaseUrl = "http://127.0.0.1/v1", Headers = new Dictionary<string, string> { [name] = value } };
        Assert.Contains(said, Assert.Throws<ModelException>(() => ModelTestClient.Open(TimeProvider.System, options)).Message);
    }

    [Fact]
    public async Task A_proxy_that_is_named_is_used()
    {
        await using var proxy = new ScriptedChatServer(ChatAnswers.Whole("by proxy"));
        var reply = await ModelTestClient.AskAsync(new ProviderOptions { Model = "m", BaseUrl = "http://models.invalid/v1", Proxy = proxy.Origin });
        Assert.Equal("by proxy", reply.Text);
        Assert.Equal("http://models.invalid/v1/chat/completions", proxy.Requests[0].Path);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_root_of_ones_own_is_trusted_where_it_is_named(bool named)
    {
        using var folder = new TempFolder();
        using var certificate = NewCertificate();
        var file = folder.Write("root.pem", certificate.ExportCertificatePem());
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = ServeAsync(listener, certificate, TestContext.Current.CancellationToken);
        var reply = await ModelTestClient.AskAsync(new ProviderOptions
        {
            Model = "m",
            BaseUrl = $"https://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/v1",
            CaFile = named ? file : null,
        });
        await serving;
        Assert.Equal(named ? "ok" : null, reply.Text);
        Assert.Equal(named ? null : "provider_failed", reply.Error?.Code);
        Assert.Equal(!named, reply.Error?.Message.Contains("ca_file", StringComparison.Ordinal) == true);
    }

    [Theory]
    [InlineData("no such file", null)]
    [InlineData("no certificate", "hello")]
    public void A_file_without_certificates_is_refused(string name, string? text)
    {
        using var folder = new TempFolder();
        var file = text is null ? folder.PathOf(name) : folder.Write(name, text);
        var options = new ProviderOptions { Model = "m", BaseUrl = "https://127.0.0.1/v1", CaFile = file };
        Assert.Contains(file, Assert.Throws<ModelException>(() => ModelTestClient.Open(TimeProvider.System, options)).Message);
    }

    [Fact]
    public void Options_that_are_printed_show_no_secret() => Assert.Equal(
        "OpenAI: m",
        new ProviderOptions { Model = "m", BaseUrl = "http://me:secret@host/v1", Proxy = "http://me:secret@proxy:1", ApiKeyCommand = ["secret"] }.ToString());

    private static X509Certificate2 NewCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=own root", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }

    private static async Task ServeAsync(TcpListener listener, X509Certificate2 certificate, CancellationToken cancellationToken)
    {
        using var client = await listener.AcceptTcpClientAsync(cancellationToken);
        await using var stream = new SslStream(client.GetStream());
        try
        {
            await stream.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, cancellationToken);
            await stream.ReadAtLeastAsync(new byte[64 << 10], 1, cancellationToken: cancellationToken);
            var body = """{"choices":[{"message":{"content":"ok"}}]}""";
            await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}"), cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or System.Security.Authentication.AuthenticationException)
        {
            // The client did not trust it.
        }
    }
}
