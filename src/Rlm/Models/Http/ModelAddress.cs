using System.Net;

namespace Rlm.Models.Http;

/// <summary>Where a model answers. As a text it is safe to show: without user, password, query and fragment.</summary>
internal sealed class ModelAddress
{
    private readonly Uri _root;

    private ModelAddress(Uri root) => _root = root;

    public string Host => _root.Host;

    /// <summary>Path without a slash at its end; empty for the root.</summary>
    public string Path => _root.AbsolutePath.TrimEnd('/');

    /// <summary>Query with its question mark, or empty.</summary>
    public string Query => _root.Query;

    /// <summary>Whether it is on this machine.</summary>
    public bool IsLoopback =>
        _root.IsLoopback || (IPAddress.TryParse(_root.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));

    /// <summary>The values in the query, as they stand there and as they are meant; a version is no secret.</summary>
    public IEnumerable<string> QueryValues => Query.TrimStart('?').Split('&')
        .Select(pair => pair.Split('=', 2))
        .Where(pair => pair[0] != "api-version")
        .SelectMany(pair => new[] { pair[^1], Uri.UnescapeDataString(pair[^1]) });

    /// <summary>A resource below the address; the query of the address comes along.</summary>
    public Uri Below(string path) => At(Path + path, Query);

    /// <summary>A resource of the same server.</summary>
    public Uri At(string path, string query) => new UriBuilder(_root.Scheme, _root.Host, _root.Port, path, query).Uri;

    /// <summary>The same server with another path and without query.</summary>
    public ModelAddress WithPath(string path) => new(At(path, string.Empty));

    /// <summary>Null when it is none.</summary>
    public static ModelAddress? Parse(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? new ModelAddress(uri) : null;

    public override string ToString() =>
        _root.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped).TrimEnd('/');
}
