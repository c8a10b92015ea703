namespace Rlm.Wasm.Toolchain;

/// <summary>The optional crates as one compiler made them, with all that they depend on, in a folder of their own.</summary>
internal sealed class CrateSet(string folder, IReadOnlyList<CrateFile> crates)
{
    private const string Index = "crates.json";

    public IReadOnlyList<CrateFile> Crates => crates;

    /// <summary>What lies in a folder, or null when there is no complete set.</summary>
    public static CrateSet? Read(string folder) =>
        JsonFile.Read(Path.Combine(folder, Index), ToolchainJson.Default.CrateFileArray) is { } crates
            && crates.All(crate => File.Exists(Path.Combine(folder, crate.File)))
            ? new CrateSet(folder, crates)
            : null;

    /// <summary>Takes what cargo left in <paramref name="built"/>; the versions are those of its lock file.</summary>
    /// <returns>Null when cargo built something else.</returns>
    public static CrateSet? Collect(string built, string lockFile, string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.EnumerateFiles(built, "*.rlib"))
        {
            // The project that names the crates has nothing of its own.
            if (!Path.GetFileName(file).StartsWith("libcrates-", StringComparison.Ordinal))
            {
                File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
            }
        }

        var versions = Versions(lockFile);
        var crates = new List<CrateFile>();
        foreach (var name in GuestCrate.Optional)
        {
            var file = Directory.EnumerateFiles(folder, $"lib{name}-*.rlib").SingleOrDefault();
            if (file is null || !versions.TryGetValue(name, out var version))
            {
                return null;
            }

            crates.Add(Describe(name, version, folder, Path.GetFileName(file)));
        }

        JsonFile.Write<CrateFile[]>(Path.Combine(folder, Index), [.. crates], ToolchainJson.Default.CrateFileArray);
        return new CrateSet(folder, crates);
    }

    public static CrateFile Describe(string name, string version, string folder, string file) =>
        new(name, version, file, new FileInfo(Path.Combine(folder, file)).Length);

    public void CopyTo(string destination)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*.rlib"))
        {
            File.Copy(file, Path.Combine(destination, Path.GetFileName(file)));
        }
    }

    private static Dictionary<string, string> Versions(string lockFile)
    {
        var versions = new Dictionary<string, string>(StringComparer.Ordinal);
        var name = "";
        foreach (var line in File.ReadLines(lockFile))
        {
            if (line.StartsWith("name = \"", StringComparison.Ordinal))
            {
                name = line.Split('"')[1];
            }
            else if (line.StartsWith("version = \"", StringComparison.Ordinal))
            {
                versions[name] = line.Split('"')[1];
            }
        }

        return versions;
    }
}
