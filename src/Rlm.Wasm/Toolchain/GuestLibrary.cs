using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Rlm.Wasm.Jail;
using Rlm.Wasm.Processes;

namespace Rlm.Wasm.Toolchain;

/// <summary>Makes the folder that analyses are linked against, and the manifest that names it. Only under the lock.</summary>
internal sealed class GuestLibrary(ToolchainFolder folder, ILogger logger, TimeProvider time)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
    private const int ManifestsKept = 8;

    /// <summary>Compiles the guest crate, puts the compiler's optional crates beside it, and gives the manifest, not yet written.</summary>
    public async Task<(ToolchainManifest? Manifest, WasmError? Error)> MakeAsync(Compiler compiler, CancellationToken cancellationToken)
    {
        var work = folder.NewTemporary();
        try
        {
            var crates = CrateSet.Read(folder.CratesFolder(compiler));
            crates?.CopyTo(work);
            var search = ByteSearch.SymbolIn(compiler);
            if (await CompileAsync(compiler, search, work, cancellationToken).ConfigureAwait(false) is { } error)
            {
                return (null, error);
            }

            var fingerprint = Fingerprint(compiler, work);
            if (await LauncherBuild.MakeAsync(compiler, work, time, cancellationToken).ConfigureAwait(false) is { } reason)
            {
                logger.NoLauncher(reason);
            }

            var library = folder.LibraryFolder(fingerprint);
            folder.Remove(library);
            Directory.Move(work, library);
            CrateFile[] all = [CrateSet.Describe(GuestCrate.Rlm, GuestSources.Version(GuestSources.Rlm), library, "librlm.rlib"), .. crates?.Crates ?? []];
            var rustc = new FileInfo(compiler.RustcPath);
            return (new ToolchainManifest(
                rustc.FullName, rustc.Length, rustc.LastWriteTimeUtc.Ticks, compiler.Version, compiler.Origin,
                compiler.LibraryFolders, compiler.Sysroot, compiler.LinkerPath, library, all,
                File.Exists(Path.Combine(library, LauncherBuild.FileName)) ? Path.Combine(library, LauncherBuild.FileName) : null,
                search, fingerprint), null);
        }
        finally
        {
            if (Directory.Exists(work))
            {
                Directory.Delete(work, recursive: true);
            }
        }
    }

    /// <summary>From now on the manifest is believed. The oldest go, and with them the libraries that only they named.</summary>
    public void Publish(ToolchainManifest manifest, string? configuredRustc)
    {
        JsonFile.Write(folder.ManifestFile(configuredRustc), manifest, ToolchainJson.Default.ToolchainManifest);
        foreach (var old in new DirectoryInfo(folder.ManifestFolder).EnumerateFiles()
            .OrderByDescending(file => file.LastWriteTimeUtc).Skip(ManifestsKept).ToList())
        {
            old.Delete();
        }

        var named = Directory.EnumerateFiles(folder.ManifestFolder)
            .Select(file => JsonFile.Read(file, ToolchainJson.Default.ToolchainManifest)?.LibraryFolder).ToHashSet();
        foreach (var library in Directory.EnumerateDirectories(folder.Root, "library-*").Where(path => !named.Contains(path)).ToList())
        {
            folder.Remove(library);
        }
    }

    private async Task<WasmError?> CompileAsync(Compiler compiler, string? search, string library, CancellationToken cancellationToken)
    {
        var sources = folder.NewTemporary();
        var environment = compiler.Prepare(ToolEnvironment.Minimal());
        if (search is not null)
        {
            environment["RLM_MEMCHR"] = search;
        }

        try
        {
            GuestSources.Extract(GuestSources.Rlm, sources);
            var result = await ToolProcess.RunAsync(
                new ProcessRequest
                {
                    FileName = compiler.RustcPath,
                    Arguments =
                    [
                        "src/lib.rs", "--crate-name", GuestCrate.Rlm, "--crate-type", "rlib", "--cap-lints", "allow",
                        .. GuestFlags.Rustc, .. ByteSearch.GuestArguments(search), "-Cembed-bitcode=no", "-Ccodegen-units=2",
                        "--remap-path-prefix", $"{sources}=/rlm", "--out-dir", library,
                    ],
                    WorkingDirectory = sources,
                    Environment = environment,
                    Timeout = Limit,
                    Keep = OutputKeep.Tail,
                },
                cancellationToken,
                time).ConfigureAwait(false);
            return result.Succeeded ? null : ToolFailure.Of(
                $"{compiler.RustcPath} {compiler.Version} could not compile the guest crate rlm; a newer rustc, or `rlm setup`, may", result);
        }
        finally
        {
            Directory.Delete(sources, recursive: true);
        }
    }

    private static string Fingerprint(Compiler compiler, string library)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{compiler.Version}\0{GuestFlags.Key}"));

        // The standard library may have been built here; its files' names carry the hash of what it was built from.
        hash.AppendData(Encoding.UTF8.GetBytes(string.Join('\0', compiler.TargetLibraries())));
        foreach (var file in Directory.EnumerateFiles(library).Order(StringComparer.Ordinal))
        {
            using var stream = File.OpenRead(file);
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetFileName(file)));
            hash.AppendData(SHA256.HashData(stream));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
