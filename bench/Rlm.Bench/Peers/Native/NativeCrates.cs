using Rlm.Wasm.Toolchain;

namespace Rlm.Bench.Peers.Native;

/// <summary>Where the sources of the crates may come from.</summary>
internal static class NativeCrates
{
    // All that regex and serde_json are made of.
    private static readonly string[] Packages =
    [
        "librust-aho-corasick-dev", "librust-itoa-dev", "librust-memchr-dev", "librust-regex-dev",
        "librust-regex-syntax-dev", "librust-ryu-dev", "librust-serde-dev", "librust-serde-json-dev",
    ];

    /// <summary>What the distribution's packages hold, where they have these versions; else crates.io or the user's mirror.</summary>
    public static async IAsyncEnumerable<(string Name, string? CargoHome)> SourcesAsync(string project, IReadOnlyList<GuestCrate> crates)
    {
        if (await UnpackAsync(Path.Combine(project, "packages"), crates) is { } registry)
        {
            var home = Directory.CreateDirectory(Path.Combine(project, "cargo-home")).FullName;
            await File.WriteAllTextAsync(
                Path.Combine(home, "config.toml"),
                $"[source.crates-io]\nreplace-with = \"packaged\"\n[source.packaged]\ndirectory = \"{registry.Replace("\\", "/", StringComparison.Ordinal)}\"\n");
            yield return ("the distribution's packages", home);
        }

        yield return ("crates.io", null);
    }

    private static async Task<string?> UnpackAsync(string folder, IReadOnlyList<GuestCrate> crates)
    {
        var registry = Path.Combine(folder, "usr", "share", "cargo", "registry");
        if (!HasAll(registry, crates))
        {
            var debs = Directory.CreateDirectory(Path.Combine(folder, "debs")).FullName;
            var (_, errors, exit) = await Tool.RunAsync("apt-get", ["download", .. Packages], debs);
            if (exit != 0)
            {
                Console.Error.WriteLine($"no crates from packages: {Tool.LastLine(errors)}");
                return null;
            }

            foreach (var deb in Directory.GetFiles(debs, "*.deb"))
            {
                await Tool.RunAsync("dpkg-deb", ["-x", deb, folder]);
            }
        }

        return HasAll(registry, crates) ? registry : null;
    }

    private static bool HasAll(string registry, IReadOnlyList<GuestCrate> crates) =>
        crates.All(crate => Directory.Exists(Path.Combine(registry, $"{crate.Name}-{crate.Version}")));
}
