using Microsoft.Extensions.Logging;

namespace Rlm.Wasm.Toolchain;

/// <summary>The steps from "some compiler may be somewhere" to a toolchain; the locator and the installer are made of them.</summary>
internal sealed class CompilerUse(ToolchainOptions options, ToolchainFolder folder, ILogger logger, TimeProvider time)
{
    /// <summary>What the manifest names, or a new search. Only under the lock.</summary>
    public async Task<ToolchainStatus> FindAsync(CancellationToken cancellationToken)
    {
        if (FromManifest() is { } known)
        {
            return known;
        }

        var (candidates, compiler, nearest) = await LookAsync(cancellationToken).ConfigureAwait(false);
        if (compiler is null)
        {
            return new ToolchainStatus { Error = Missing(candidates, nearest), Candidates = candidates };
        }

        var (manifest, error) = await PrepareAsync(compiler, null, cancellationToken).ConfigureAwait(false);
        return new ToolchainStatus { Toolchain = manifest?.ToToolchain(), Error = error, Candidates = candidates };
    }

    /// <summary>What was found before, if it is unchanged. Reads one small file and looks at a few more.</summary>
    public ToolchainStatus? FromManifest()
    {
        var manifest = JsonFile.Read(folder.ManifestFile(options.RustcPath), ToolchainJson.Default.ToolchainManifest);
        return manifest is null || !manifest.Holds() ? null : new ToolchainStatus
        {
            Toolchain = manifest.ToToolchain(),
            Candidates = [new(manifest.Rustc, manifest.Origin, manifest.Version, true, "used before and unchanged")],
        };
    }

    /// <summary>Looks at the candidates in order, up to the first that is usable.</summary>
    public async Task<(IReadOnlyList<ToolchainCandidate> Candidates, Compiler? Usable, Compiler? Nearest)> LookAsync(CancellationToken cancellationToken)
    {
        var probe = new CompilerProbe(time);
        var candidates = new List<ToolchainCandidate>();
        Compiler? nearest = null;
        foreach (var (path, origin, libraries) in CandidatePlaces.List(options, folder))
        {
            var (candidate, compiler) = await probe.ExamineAsync(path, origin, libraries, cancellationToken).ConfigureAwait(false);
            logger.LookedAt(candidate.Path, candidate.Origin, candidate.Verdict);
            candidates.Add(candidate);
            nearest ??= compiler;
            if (candidate.Usable)
            {
                return (candidates, compiler, nearest);
            }
        }

        return (candidates, null, nearest);
    }

    /// <summary>Builds what analyses are linked against, and writes the manifest. Only under the lock.</summary>
    public async Task<(ToolchainManifest? Manifest, WasmError? Error)> PrepareAsync(
        Compiler compiler, Action<string>? onLine, CancellationToken cancellationToken)
    {
        logger.Building(compiler.RustcPath, compiler.Version);
        if (CrateSet.Read(folder.CratesFolder(compiler)) is null && compiler.CargoPath is { } cargo)
        {
            var tools = new HostTools(cargo, HostLinker: null, PackagedCrates: null, Offline: false);
            if (await new CrateBuilder(folder, time).BuildAsync(compiler, tools, onLine, cancellationToken).ConfigureAwait(false) is { } error)
            {
                logger.NoCrates(error.Message);
            }
        }

        var library = new GuestLibrary(folder, logger, time);
        var (manifest, failure) = await library.MakeAsync(compiler, cancellationToken).ConfigureAwait(false);
        if (manifest is not null)
        {
            library.Publish(manifest, options.RustcPath);
        }

        return (manifest, failure);
    }

    /// <summary>Says what is missing and what mends it.</summary>
    public WasmError Missing(IReadOnlyList<ToolchainCandidate> candidates, Compiler? nearest)
    {
        var seen = string.Concat(candidates.Select(candidate => $"\n  {candidate.Path} ({candidate.Origin}): {candidate.Verdict}"));
        var remedy = options.RustcPath is not null
            ? "Configure another rustc, or none and run `rlm setup`."
            : "Run `rlm setup`, which installs what is missing in a folder of its own and needs no root.";
        return nearest is null
            ? new WasmError(WasmErrorCode.CompilerNotFound, $"There is no Rust compiler. {remedy}{seen}")
            : new WasmError(
                WasmErrorCode.TargetNotInstalled,
                $"No Rust compiler here can make WebAssembly modules ({GuestFlags.Target}). {remedy}{seen}");
    }
}
