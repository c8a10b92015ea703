using System.Security.Cryptography;
using System.Text;
using Rlm.Documents;

namespace Rlm.Configuration;

/// <summary>A configuration file as it was read, once: what was trusted is what is parsed.</summary>
/// <param name="Path">What it is called in messages.</param>
/// <param name="Text">What stands in it.</param>
/// <param name="Sha256">The hash of its bytes, in lower-case hexadecimal digits.</param>
internal sealed record ConfigurationSource(string Path, string Text, string Sha256)
{
    /// <summary>No configuration that a person wrote is longer.</summary>
    private const int MaxBytes = 256 << 10;

    /// <summary>Brackets within brackets; the parser of TOML takes a part of the stack for each.</summary>
    private const int MaxDepth = 64;

    /// <summary>Reads a file, or adds to the problems why it cannot be read.</summary>
    /// <param name="path">The file.</param>
    /// <param name="named">Whether a person named it: then it may be a pipe, as <c>--config &lt;(...)</c> is one.</param>
    /// <param name="problems">Where the problem goes.</param>
    public static ConfigurationSource? Read(string path, bool named, List<string> problems)
    {
        var bytes = named ? ReadNamed(path, out var problem) : RegularFile.Read(path, MaxBytes, out problem);
        if (bytes is null)
        {
            problems.Add($"{path}: {problem}");
            return null;
        }

        try
        {
            var start = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes, start, bytes.Length - start);
            if (LineTooDeep(text) is { } line)
            {
                problems.Add($"{path}:{line}: more than {MaxDepth} brackets stand within each other");
                return null;
            }

            return new ConfigurationSource(path, text, Convert.ToHexStringLower(SHA256.HashData(bytes)));
        }
        catch (DecoderFallbackException)
        {
            problems.Add($"{path}: is not UTF-8, as TOML has to be");
            return null;
        }
    }

    private static byte[]? ReadNamed(string path, out string? problem)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[MaxBytes + 1];
            var read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            problem = read > MaxBytes ? $"has more than {MaxBytes:N0} bytes" : null;
            return read > MaxBytes ? null : bytes[..read];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            problem = $"cannot be read: {exception.Message}";
            return null;
        }
    }

    /// <summary>The first line with too many open brackets, or null. Brackets in texts count too: no honest file has so many.</summary>
    private static int? LineTooDeep(string text)
    {
        var (depth, line) = (0, 1);
        foreach (var c in text)
        {
            line += c == '\n' ? 1 : 0;
            depth = c is '[' or '{' ? depth + 1 : c is ']' or '}' ? Math.Max(0, depth - 1) : depth;
            if (depth > MaxDepth)
            {
                return line;
            }
        }

        return null;
    }
}
