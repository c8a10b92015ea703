using System.Security.Cryptography;

namespace Rlm.Wasm.Caching;

/// <summary>
/// The secret that seals cache entries. Native code runs with the rights of the user, so an entry is used only when
/// somebody who can read this file wrote it.
/// </summary>
internal sealed class SealKey
{
    private const int KeyBytes = 32;

    private readonly byte[] _key;

    private SealKey(byte[] key) => _key = key;

    /// <summary>Reads the key, or makes one that is complete before others can see it.</summary>
    /// <exception cref="IOException">The file can neither be read nor made.</exception>
    /// <exception cref="UnauthorizedAccessException">The file can neither be read nor made.</exception>
    public static SealKey LoadOrCreate(string path)
    {
        if (TryRead(path) is { } existing)
        {
            return existing;
        }

        PrivateFiles.CreateFolder(Path.GetDirectoryName(path)!);
        var temporary = $"{path}.{Environment.ProcessId}.{Guid.NewGuid():N}";
        using (var stream = PrivateFiles.Create(temporary))
        {
            stream.Write(RandomNumberGenerator.GetBytes(KeyBytes));
            stream.Flush(flushToDisk: true);
        }

        PrivateFiles.Publish(temporary, path);

        return TryRead(path) ?? throw new IOException($"{path} is not a key of {KeyBytes} bytes; delete it, and a new one is made.");
    }

    public void Seal(ReadOnlySpan<byte> content, Span<byte> seal) => HMACSHA256.HashData(_key, content, seal);

    public bool Verify(ReadOnlySpan<byte> content, ReadOnlySpan<byte> seal)
    {
        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, content, expected);
        return CryptographicOperations.FixedTimeEquals(expected, seal);
    }

    private static SealKey? TryRead(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        var bytes = File.ReadAllBytes(path);
        return bytes.Length == KeyBytes ? new SealKey(bytes) : null;
    }
}
