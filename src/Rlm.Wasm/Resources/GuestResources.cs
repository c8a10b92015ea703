using System.Reflection;

namespace Rlm.Wasm.Resources;

/// <summary>The Rust side, embedded so that an installed program can build it for whatever compiler it finds.</summary>
internal static class GuestResources
{
    private static readonly Assembly Assembly = typeof(GuestResources).Assembly;

    /// <summary>Names of all files, such as <c>guest/rlm/src/lib.rs</c>, in ordinal order.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. Assembly.GetManifestResourceNames().Where(n => n.StartsWith("guest/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    public static string ReadText(string name)
    {
        using var stream = Assembly.GetManifestResourceStream(name)
            ?? throw new ArgumentException($"There is no embedded file {name}.", nameof(name));
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
