using System.Security.Cryptography;
using Rlm.Wasm.Files;

namespace Rlm.Wasm.Caching;

/// <summary>
/// The secret that seals cache entries. Native code runs with the rights of the user, so an entry is used only when
/// somebody who can read this file wrote it. A key that others could have read or brought here is worth nothing: it is
/// replaced.
/// </summary>
internal sealed class SealKey
{
    private const int KeyBytes = 32;

    private readonly byte[] _key;

    private SealKey(byte[] key) => _key = key;

    /// <summary>Why the key that was there before is not used any more; null when this one was there, or none was.</summary>
    public string? Replaced { get; private init; }

    /// <summary>Reads the key, or makes one that is complete before others can see it.</summary>
    /// <exception cref="IOException">The file can neither be read nor made, or is something else than a key.</exception>
    /// <exception cref="UnauthorizedAccessException">The file can neither be read nor made, or its folder is not this user's own.</exception>
    public static SealKey LoadOrCreate(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        PrivateFiles.OwnFolder(folder);
        if (TryRead(path, out var spoiled) is { } existing)
        {
            return existing;
        }

        if (spoiled is not null)
        {
            // Two processes may both come here, and one of them removes the other's new key. What that one then seals is
            // refused by all others: compiled again, not trusted wrongly.
            File.Delete(path);
        }

        var temporary = $"{path}.{Environment.ProcessId}.{Guid.NewGuid():N}";
        try
        {
            using (var stream = PrivateFiles.Create(temporary))
            {
                PrivateFiles.Write(stream, RandomNumberGenerator.GetBytes(KeyBytes));
            }

            PrivateFiles.Publish(temporary, path);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }

        PrivateFiles.Flush(folder);
        var made = TryRead(path, out var wrong) ?? throw new IOException($"{path} was made and {wrong ?? "is gone"}.");
        return new SealKey(made._key) { Replaced = spoiled };
    }

    public void Seal(ReadOnlySpan<byte> content, Span<byte> seal) => HMACSHA256.HashData(_key, content, seal);

    public bool Verify(ReadOnlySpan<byte> content, ReadOnlySpan<byte> seal)
    {
        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, content, expected);
        return CryptographicOperations.FixedTimeEquals(expected, seal);
    }

    /// <summary>The key; or null, and why what is there cannot be trusted with anything (null when nothing is there).</summary>
    private static SealKey? TryRead(string path, out string? spoiled)
    {
        spoiled = null;
        var found = FileFacts.OfName(path);
        if (found is null)
        {
            return null;
        }

        if (found.Kind == FileKind.Link)
        {
            spoiled = "is a link, which may lead to anybody's file";
            return null;
        }

        // What is no key may be somebody's treasure under a wrong name in a configuration: it is not removed.
        if (found.Kind != FileKind.Regular || found.Length != KeyBytes)
        {
            throw new IOException($"{path} is not a key of {KeyBytes} bytes; delete it, and a new one is made.");
        }

        spoiled = Distrust(found);
        if (spoiled is not null)
        {
            return null;
        }

        using var file = PrivateFiles.OpenOrdinary(path, out var facts);
        if (file is null)
        {
            return facts is null ? null : throw new IOException($"{path} is changed by another process at this moment.");
        }

        spoiled = Distrust(facts!);
        var key = new byte[KeyBytes];
        return spoiled is null && facts!.Length == KeyBytes && RandomAccess.Read(file, key, 0) == KeyBytes ? new SealKey(key) : null;
    }

    private static string? Distrust(FileFacts facts) =>
        !facts.IsOurs ? "belongs to another user"
        : facts.IsOpenToOthers ? "could be read or changed by other users"
        : null;
}
