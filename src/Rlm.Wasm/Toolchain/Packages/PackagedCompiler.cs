namespace Rlm.Wasm.Toolchain.Packages;

/// <summary>
/// Makes a compiler of the distribution's packages, unpacked in a folder of ours. The user's own rustc packages, with
/// which some of them conflict, stay as they are.
/// </summary>
internal sealed class PackagedCompiler(ToolchainFolder folder, TimeProvider time, SetupSteps steps)
{
    /// <summary>Makes it and the crates. Only under the lock.</summary>
    /// <returns>The folder of the complete compiler, or what failed.</returns>
    public async Task<(string? Folder, WasmError? Error)> MakeAsync(SetupOptions options, CancellationToken cancellationToken)
    {
        var work = folder.NewTemporary();
        try
        {
            var root = Path.Combine(work, "root");
            var (selection, error) = await FetchAsync(options, work, root, cancellationToken).ConfigureAwait(false);
            if (selection is null)
            {
                return (null, error);
            }

            error = await BuildAsync(selection, options, work, root, cancellationToken).ConfigureAwait(false);
            if (error is not null)
            {
                return (null, error);
            }

            var made = folder.NewCompilerFolder();
            Directory.Move(root, made);
            return (made, null);
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private async Task<(PackageSelection? Selection, WasmError? Error)> FetchAsync(
        SetupOptions options, string work, string root, CancellationToken cancellationToken)
    {
        var apt = new AptClient(work, time);
        var (index, error) = options.From is null
            ? await AskAsync(apt, cancellationToken).ConfigureAwait(false)
            : await DebFolder.IndexAsync(Path.GetFullPath(options.From), time, cancellationToken).ConfigureAwait(false);
        if (index is null)
        {
            return (null, error);
        }

        var installed = await AptClient.InstalledAsync(time, cancellationToken).ConfigureAwait(false);
        var selection = PackageSelection.Choose(index, installed.Contains);
        if (selection is null || selection.Missing.Count > 0)
        {
            return (null, new WasmError(
                WasmErrorCode.CompilerNotFound,
                (selection is null
                    ? "The packages hold no rustc together with its cargo and either its sources or its library for wasm32."
                    : $"Of the packages that {selection.Compiler.Name} {selection.Compiler.Version} needs, these are missing: {string.Join(", ", selection.Missing)}.")
                + (options.From is null ? $" {error?.Message}" : " Fill the folder with `rlm setup --save-to` on a machine of the same release.")));
        }

        var debs = Path.Combine(work, "debs");
        if (options.From is null)
        {
            steps.Begin(SetupStep.Download, $"Download {(selection.DownloadSize + 999_999) / 1_000_000} MB in {selection.Packages.Count} packages");
            var download = await apt.DownloadAsync(selection.Packages, debs, steps.Detail, cancellationToken).ConfigureAwait(false);
            if (!download.Succeeded)
            {
                return (null, ToolFailure.Of("The packages could not be downloaded", download));
            }

            Save(debs, options.SaveTo);
        }

        steps.Begin(SetupStep.Unpack, "Unpack");
        var files = options.From is null ? Directory.GetFiles(debs) : selection.Packages.Select(package => package.File!).ToArray();
        error = await DebFolder.UnpackAsync(files, root, steps.Detail, time, cancellationToken).ConfigureAwait(false);
        return error is null ? (selection, null) : (null, error);
    }

    private async Task<(PackageIndex? Index, WasmError? Error)> AskAsync(AptClient apt, CancellationToken cancellationToken)
    {
        var update = await apt.UpdateAsync(steps.Detail, cancellationToken).ConfigureAwait(false);
        var (index, result) = await apt.IndexAsync(cancellationToken).ConfigureAwait(false);
        return !result.Succeeded
            ? (null, ToolFailure.Of("apt-cache could not list the packages", result))
            : (index, update.Succeeded ? null : ToolFailure.Of("apt-get could not update all its lists", update));
    }

    private async Task<WasmError?> BuildAsync(
        PackageSelection selection, SetupOptions options, string work, string root, CancellationToken cancellationToken)
    {
        var rustc = Path.Combine(root, "usr", "bin", "rustc");
        if (!File.Exists(rustc))
        {
            // Where several releases may be installed side by side, rustc is named for its release.
            File.CreateSymbolicLink(rustc, selection.Compiler.Name);
        }

        var probe = new CompilerProbe(time);
        var (candidate, compiler) = await probe.ExamineAsync(rustc, "packages", CandidatePlaces.UnpackedLibraries(root), cancellationToken).ConfigureAwait(false);
        if (compiler is null)
        {
            return new WasmError(WasmErrorCode.CompilerFailed, $"The unpacked {selection.Compiler.Name} {selection.Compiler.Version} {candidate.Verdict}");
        }

        var registry = Path.Combine(root, "usr", "share", "cargo", "registry");
        var tools = new HostTools(
            compiler.CargoPath ?? Path.Combine(root, "usr", "bin", "cargo"),
            HostLinker.Write(root, work),
            Directory.Exists(registry) ? registry : null,
            Offline: options.From is not null);
        compiler = compiler with { LinkerPath = WasmLinker.Find(compiler).Path };
        if (!CompilerProbe.HasTarget(compiler))
        {
            steps.Begin(SetupStep.StandardLibrary, "Build the standard library for WebAssembly");
            if (await StandardLibrary.BuildAsync(compiler, tools, work, steps.Detail, time, cancellationToken).ConfigureAwait(false) is { } error)
            {
                return error;
            }
        }

        steps.Begin(SetupStep.Crates, "Build the crates regex and serde_json");
        if (await new CrateBuilder(folder, time).BuildAsync(compiler, tools, steps.Detail, cancellationToken).ConfigureAwait(false) is { } failed)
        {
            steps.Tried(failed.Message);
        }

        steps.Detail("removing what only the building needed");
        await Pruning.RunAsync(root, compiler, time, cancellationToken).ConfigureAwait(false);
        return null;
    }

    private static void Save(string debs, string? destination)
    {
        if (destination is not null)
        {
            Directory.CreateDirectory(destination);
            foreach (var file in Directory.EnumerateFiles(debs))
            {
                File.Copy(file, Path.Combine(destination, Path.GetFileName(file)), overwrite: true);
            }
        }
    }
}
