using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Rlm.Models.Http;

/// <summary>Makes the HTTP clients of providers.</summary>
internal static class HttpClients
{
    /// <param name="address">Where requests go.</param>
    /// <param name="proxy">A proxy of the provider's own, or null for what the environment says.</param>
    /// <param name="caFile">Certificates that are trusted beside the system's, or null.</param>
    /// <exception cref="ModelException">The file cannot be read.</exception>
    public static HttpClient Create(ModelAddress address, Uri? proxy, string? caFile)
    {
        var handler = new SocketsHttpHandler
        {
            // A redirect would carry the question, and perhaps the key, to a host that nobody named.
            AllowAutoRedirect = false,

            // So would a proxy for a server on this machine, which needs none.
            UseProxy = proxy is not null || !address.IsLoopback,
            Proxy = proxy is null ? null : new WebProxy(proxy) { Credentials = Credentials(proxy) },
            UseCookies = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        };
        if (caFile is not null)
        {
            var roots = Load(caFile);
            handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, chain, problems) =>
                problems == SslPolicyErrors.None || (problems == SslPolicyErrors.RemoteCertificateChainErrors && IsTrusted(certificate, chain, roots));
        }

        return new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    private static NetworkCredential? Credentials(Uri proxy) => proxy.UserInfo.Split(':', 2) is [{ Length: > 0 } user, .. var password]
        ? new NetworkCredential(Uri.UnescapeDataString(user), Uri.UnescapeDataString(password.FirstOrDefault() ?? string.Empty))
        : null;

    private static X509Certificate2Collection Load(string path)
    {
        var roots = new X509Certificate2Collection();
        try
        {
            roots.ImportFromPemFile(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new ModelException(ModelErrorCode.NotConfigured, $"The certificates in {path} cannot be read: {exception.Message} `ca_file` names a file in PEM form.", exception);
        }

        return roots.Count > 0 ? roots
            : throw new ModelException(ModelErrorCode.NotConfigured, $"{path} holds no certificate. `ca_file` names a file in PEM form (-----BEGIN CERTIFICATE-----).");
    }

    /// <summary>Whether the certificate leads to one of these roots.</summary>
    private static bool IsTrusted(X509Certificate? certificate, X509Chain? sent, X509Certificate2Collection roots)
    {
        if (certificate is not X509Certificate2 server)
        {
            return false;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(roots);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid("1.3.6.1.5.5.7.3.1"));
        foreach (var element in sent?.ChainElements ?? Enumerable.Empty<X509ChainElement>())
        {
            chain.ChainPolicy.ExtraStore.Add(element.Certificate);
        }

        return chain.Build(server);
    }
}
