using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Rlm.Wasm.Toolchain;

/// <summary>The Rust sources that this library carries.</summary>
internal static class GuestSources
{
    /// <summary>The guest crate.</summary>
    public const string Rlm = "guest/rlm/";

    /// <summary>The project that names the optional crates.</summary>
    public const string Crates = "guest/crates/";

    private static readonly Assembly Self = typeof(GuestSources).Assembly;

    /// <summary>SHA-256 in hex over the names and contents of what begins with <paramref name="prefix"/>.</summary>
    public static string Hash(string prefix)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var name in Names(prefix))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(name + "\0"));
            using var stream = Self.GetManifestResourceStream(name)!;
            hash.AppendData(SHA256.HashData(stream));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Writes what begins with <paramref name="prefix"/> below <paramref name="folder"/>, without the prefix.</summary>
    public static void Extract(string prefix, string folder)
    {
        foreach (var name in Names(prefix))
        {
            var path = Path.Combine(folder, name[prefix.Length..]);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var from = Self.GetManifestResourceStream(name)!;
            using var to = File.Create(path);
            from.CopyTo(to);
        }
    }

    /// <summary>The <c>version</c> in a crate's <c>Cargo.toml</c>.</summary>
    public static string Version(string prefix)
    {
        using var reader = new StreamReader(Self.GetManifestResourceStream(prefix + "Cargo.toml")!);
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith("version", StringComparison.Ordinal))
            {
                return line.Split('"')[1];
            }
        }

        throw new InvalidOperationException($"{prefix}Cargo.toml names no version.");
    }

    private static IOrderedEnumerable<string> Names(string prefix) => Self.GetManifestResourceNames()
        .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);
}
