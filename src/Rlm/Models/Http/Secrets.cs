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
    private string[] _unmistakable = [];

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
            _unmistakable = IsUnmistakable(secret) ? [.. _unmistakable.Union(forms).OrderByDescending(f => f.Length)] : _unmistakable;
        }
    }

    public void AddAll(IEnumerable<string> secrets)
    {
        foreach (var secret in secrets)
        {
            Add(secret);
        }
    }

    /// <summary>For what is said about a provider.</summary>
    public string Hide(string text) => Hide(text, _all);

    /// <summary>For what a model says: only what can be nothing but a secret. Many a local server's key is "ollama".</summary>
    public string HideInAnswer(string text) => Hide(text, _unmistakable);

    /// <summary>How many characters at a text's end may be the beginning of a secret.</summary>
    public int BegunAtEnd(string text)
    {
        var begun = 0;
        foreach (var secret in _unmistakable)
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

    private static string Hide(string text, string[] secrets) =>
        secrets.Aggregate(text, (hidden, secret) => hidden.Replace(secret, Instead, StringComparison.Ordinal));

    private static bool IsUnmistakable(string secret) =>
        secret.Length >= 16 && secret.Any(char.IsAsciiDigit) && secret.Any(char.IsAsciiLetter) && !secret.Contains(' ', StringComparison.Ordinal);
}
