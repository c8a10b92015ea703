using System.Security.Cryptography;
using System.Text;

namespace Rlm.Wasm.Toolchain;

/// <summary>The layout of the toolchain folder. Everything in it is made elsewhere in it and renamed when complete.</summary>
internal sealed class ToolchainFolder(string root)
{
    private const string TemporaryPrefix = "tmp-";
    private const string CompilerPrefix = "compiler-";

    public string Root { get; } = Path.GetFullPath(root);

    /// <summary>Held by whoever changes the folder.</summary>
    public string LockFile => Path.Combine(Root, "lock");

    /// <summary>What the last search found, one file for each way to search and each version of the guest sources.</summary>
    public string ManifestFile(string? configuredRustc) => Path.Combine(
        ManifestFolder, Digest(["2", GuestFlags.Key, GuestSources.Hash("guest/"), GuestSources.Hash(Jail.LauncherBuild.Sources), configuredRustc ?? ""]) + ".json");

    public string ManifestFolder => Path.Combine(Root, "manifests");

    /// <summary>
    /// The optional crates as one compiler made them. They fit only the very standard library that they were built
    /// against; the names of its files carry the hash of how it was built.
    /// </summary>
    public string CratesFolder(Compiler compiler) => Path.Combine(
        Root,
        "crates-" + Digest([compiler.Version, GuestFlags.Key, GuestSources.Hash(GuestSources.Crates), .. compiler.TargetLibraries()]));

    public string LibraryFolder(string fingerprint) => Path.Combine(Root, "library-" + fingerprint[..16]);

    public string NewCompilerFolder() => Path.Combine(Root, CompilerPrefix + Guid.NewGuid().ToString("N")[..8]);

    /// <summary>Compilers that a set-up completed, the newest first.</summary>
    public IEnumerable<string> Compilers() => Directory.Exists(Root)
        ? new DirectoryInfo(Root).EnumerateDirectories(CompilerPrefix + "*")
            .OrderByDescending(folder => folder.CreationTimeUtc).Select(folder => folder.FullName)
        : [];

    /// <summary>Whether a path lies in this folder.</summary>
    public bool Contains(string path) => path.StartsWith(Root + "/", StringComparison.Ordinal);

    /// <summary>A new folder that the next set-up removes when it is still there.</summary>
    public string NewTemporary() =>
        Directory.CreateDirectory(Path.Combine(Root, TemporaryPrefix + Guid.NewGuid().ToString("N")[..8])).FullName;

    /// <summary>Removes what killed processes left. Only under the lock.</summary>
    public void RemoveTemporaries()
    {
        foreach (var folder in Directory.EnumerateDirectories(Root, TemporaryPrefix + "*"))
        {
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (IOException)
            {
                // A tool whose set-up was killed may still write there. It stops for lack of files; the next time gets the rest.
            }
        }
    }

    /// <summary>Takes a folder out of sight at once, then removes it.</summary>
    public void Remove(string folder)
    {
        if (Directory.Exists(folder))
        {
            var trash = Path.Combine(Root, TemporaryPrefix + Guid.NewGuid().ToString("N")[..8]);
            Directory.Move(folder, trash);
            Directory.Delete(trash, recursive: true);
        }
    }

    private static string Digest(IEnumerable<string> parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', parts))))[..16];
}
