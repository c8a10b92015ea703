using Rlm.Wasm.Processes;

namespace Rlm.Wasm.Toolchain;

/// <summary>Where compilers are looked for, in order.</summary>
internal static class CandidatePlaces
{
    private static readonly string[] LibraryParts = ["usr/lib", "lib"];

    /// <summary>Path, origin and library folders of what exists. A configured compiler is the only candidate.</summary>
    public static IEnumerable<(string File, string Origin, IReadOnlyList<string> Libraries)> List(ToolchainOptions options, ToolchainFolder folder)
    {
        if (options.RustcPath is not null)
        {
            yield return (Path.GetFullPath(options.RustcPath), "configured", []);
            yield break;
        }

        foreach (var compiler in folder.Compilers())
        {
            yield return (Path.Combine(compiler, "usr", "bin", "rustc"), "rlm setup", UnpackedLibraries(compiler));
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (place, origin) in Folders())
        {
            var file = Path.Combine(place, "rustc");
            if (Path.IsPathRooted(file) && ToolEnvironment.FindExecutable(file, null) is not null && seen.Add(file))
            {
                yield return (file, origin, []);
            }
        }
    }

    /// <summary>The folders of unpacked packages that hold shared libraries.</summary>
    public static IReadOnlyList<string> UnpackedLibraries(string root) =>
    [
        .. LibraryParts
            .Select(part => Path.Combine(root, part))
            .Where(Directory.Exists)
            .SelectMany(part => Directory.EnumerateDirectories(part).SelectMany(inner => new[] { inner, Path.Combine(inner, "lib") }).Prepend(part))
            .Where(folder => Directory.Exists(folder) && Directory.EnumerateFiles(folder, "*.so*").Any())
            .Order(StringComparer.Ordinal),
    ];

    private static IEnumerable<(string Folder, string Origin)> Folders()
    {
        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries))
        {
            yield return (folder, "PATH");
        }

        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        yield return (Path.Combine(home, ".cargo", "bin"), "~/.cargo/bin");
        yield return ("/usr/local/bin", "/usr/local/bin");
        yield return ("/usr/bin", "/usr/bin");
    }
}
