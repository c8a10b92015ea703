using System.Net;

namespace Rlm.Models;

/// <summary>Where a model answers. As a text it is safe to show: without user, password, query and fragment.</summary>
internal sealed class ModelAddress
{
    private readonly Uri _root;

    private ModelAddress(Uri root) => _root = root;

    public static ModelAddress OpenAI { get; } = new(new Uri("https://api.openai.com/v1"));

    public string Host => _root.Host;

    /// <summary>Whether it is on this machine.</summary>
    public bool IsLoopback =>
        _root.IsLoopback || (IPAddress.TryParse(_root.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));

    /// <summary>What chat requests are sent to.</summary>
    public Uri Completions => new UriBuilder(_root.Scheme, _root.Host, _root.Port, $"{_root.AbsolutePath.TrimEnd('/')}/chat/completions", _root.Query).Uri;

    /// <summary>Null when it is none.</summary>
    public static ModelAddress? Parse(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? new ModelAddress(uri) : null;

    public override string ToString() =>
        _root.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped).TrimEnd('/');
}
