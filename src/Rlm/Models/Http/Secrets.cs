using System.Net;
using System.Text.Encodings.Web;

namespace Rlm.Models.Http;

/// <summary>What must not come back: servers repeat the key that they did not like, and messages end up in traces.</summary>
internal sealed class Secrets
{
    /// <summary>A shorter one is no secret, and would tear words apart.</summary>
    private const int Shortest = 6;

    private const string Instead = "[key]";

    private readonly Lock _gate = new();
    private string[] _all = [];

    /// <summary>A secret, in all the forms in which JSON, addresses and HTML may write it.</summary>
    public void Add(string secret)
    {
        if (secret.Length < Shortest)
        {
            return;
        }

        string[] forms =
        [
            secret,
            JavaScriptEncoder.Default.Encode(secret),
            JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(secret),
            secret.Replace("/", "\\/", StringComparison.Ordinal),
            Uri.EscapeDataString(secret),
            WebUtility.HtmlEncode(secret),
        ];
        lock (_gate)
        {
            _all = [.. _all.Union(forms).OrderByDescending(f => f.Length)];
        }
    }

    public string Hide(string text) => _all.Aggregate(text, (hidden, secret) => hidden.Replace(secret, Instead, StringComparison.Ordinal));

    /// <summary>How many characters at a text's end may be the beginning of a secret.</summary>
    public int BegunAtEnd(string text)
    {
        var begun = 0;
        foreach (var secret in _all)
        {
            for (var length = Math.Min(secret.Length - 1, text.Length); length > begun; length--)
            {
                if (text.AsSpan(text.Length - length).SequenceEqual(secret.AsSpan(0, length)))
                {
                    begun = length;
                }
            }
        }

        return begun;
    }
}
