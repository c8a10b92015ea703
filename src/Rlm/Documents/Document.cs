using System.Buffers;
using System.Security.Cryptography;

namespace Rlm.Documents;

/// <summary>One document: a name and a text.</summary>
/// <param name="Name">Relative path with <c>/</c>, unique in its <see cref="DocumentSet"/>; see the folder's README for how it is chosen.</param>
/// <param name="Text">Its text in UTF-8.</param>
public sealed record Document(string Name, Text Text)
{
    private readonly Lock _hashing = new();
    private string? _hash;

    /// <summary>Length of the text in bytes of UTF-8.</summary>
    public long Bytes => Text.Length;

    /// <summary>The file or archive on disk that it was read from, or null (standard input, a text in memory).</summary>
    public string? Path { get; init; }

    /// <summary>What the document was on disk before it became UTF-8.</summary>
    public DocumentEncoding Encoding { get; init; }

    /// <summary>What it was converted from, or null when it is text as it was found.</summary>
    public DocumentOrigin? Origin { get; init; }

    /// <summary>True when the last line has no newline, so that one has to be added before another document.</summary>
    internal bool EndsInLine { get; init; }

    /// <summary>The SHA-256 of the text as lower-case hexadecimal. The first call reads the whole text.</summary>
    /// <exception cref="DocumentChangedException">The bytes are no longer there.</exception>
    public string ComputeHash(CancellationToken cancellationToken = default)
    {
        lock (_hashing)
        {
            return _hash ??= Hash(Text, cancellationToken);
        }
    }

    /// <summary>Two documents are equal when they are one.</summary>
    public bool Equals(Document? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    private static string Hash(Text text, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(TextWindows.DefaultBytes, Math.Max(1, text.Length)));
        try
        {
            for (var position = 0L; position < text.Length;)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var window = buffer.AsSpan(0, (int)Math.Min(buffer.Length, text.Length - position));
                text.Read(position, window);
                hash.AppendData(window);
                position += window.Length;
            }

            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
