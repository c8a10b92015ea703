using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Rlm.Wasm.Toolchain.Packages;

namespace Rlm.Wasm.Toolchain;

/// <summary>
/// Makes a compiler usable: through the user's rustup where that reaches its server, else from the distribution's
/// packages, unpacked in the toolchain folder. Needs no root and changes nothing outside of that folder, but for the
/// target that it asks rustup to add.
/// </summary>
/// <param name="options">Where to look and where to install.</param>
/// <param name="logger">Null: nobody listens.</param>
/// <param name="time">Null: the system's.</param>
public sealed class ToolchainInstaller(ToolchainOptions options, ILogger<ToolchainInstaller>? logger = null, TimeProvider? time = null)
{
    private readonly ToolchainFolder _folder = new(options.Folder);
    private readonly ILogger _logger = logger ?? NullLogger<ToolchainInstaller>.Instance;
    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <summary>
    /// Sets up. Does nothing when a complete toolchain is there. Cancelling, or killing the process, leaves what was
    /// there before; a second call at the same time waits for the first.
    /// </summary>
    /// <param name="setup">How.</param>
    /// <param name="progress">Hears of every step; may be called from several threads.</param>
    /// <param name="cancellationToken">Ends the tools that were started, then throws.</param>
    /// <returns>The toolchain, or what failed.</returns>
    public async Task<SetupResult> InstallAsync(SetupOptions setup, IProgress<SetupProgress> progress, CancellationToken cancellationToken)
    {
        var steps = new SetupSteps(progress, _logger);
        try
        {
            steps.Begin(SetupStep.Look, "Look for a compiler");
            void Waiting() => steps.Detail("another set-up is running; waiting for it");
            using var held = await FolderLock.TakeAsync(_folder, _time, Waiting, cancellationToken).ConfigureAwait(false);
            _folder.RemoveTemporaries();
            return await InstallLockedAsync(setup, steps, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new SetupResult { Error = ToolFailure.Of(_folder.Root, e), Tried = steps.All };
        }
    }

    private async Task<SetupResult> InstallLockedAsync(SetupOptions setup, SetupSteps steps, CancellationToken cancellationToken)
    {
        RustToolchain? partial = null;
        if (!setup.Force)
        {
            var present = await new CompilerUse(options, _folder, _logger, _time).FindAsync(cancellationToken).ConfigureAwait(false);
            partial = present.Toolchain;
            if (partial is not null && !partial.MissingCrates.Any())
            {
                return new SetupResult { Toolchain = partial, AlreadyDone = true };
            }
        }

        if (setup.From is null)
        {
            partial = await new RustupSetup(options, _folder, _logger, _time, steps).RunAsync(cancellationToken).ConfigureAwait(false) ?? partial;
            if (partial is not null && !partial.MissingCrates.Any())
            {
                return new SetupResult { Toolchain = partial, Tried = steps.All };
            }
        }

        var result = await WithPackagesAsync(setup, steps, cancellationToken).ConfigureAwait(false);
        if (result.Error is not null && partial is not null)
        {
            // A compiler without the optional crates is better than none.
            steps.Tried(result.Error.Message);
            return new SetupResult { Toolchain = partial, Tried = steps.All };
        }

        return result;
    }

    private async Task<SetupResult> WithPackagesAsync(SetupOptions setup, SetupSteps steps, CancellationToken cancellationToken)
    {
        if (options.RustcPath is not null)
        {
            return Failed(steps, new WasmError(WasmErrorCode.TargetNotInstalled,
                $"{options.RustcPath} is configured and lacks {GuestFlags.Target}, and only its owner can add it. Configure another rustc, or none: then `rlm setup` installs one."));
        }

        if (!AptClient.IsHere)
        {
            return Failed(steps, new WasmError(WasmErrorCode.CompilerNotFound,
                $"Here rlm can set up only what rustup or apt bring, and neither helped. Install rustup and run `rustup target add {GuestFlags.Target}`, then `rlm setup` again."));
        }

        var (made, error) = await new PackagedCompiler(_folder, _time, steps).MakeAsync(setup, cancellationToken).ConfigureAwait(false);
        if (made is null)
        {
            return Failed(steps, error!);
        }

        steps.Tried("the distribution's packages: unpacked and built");
        return await FinishAsync(made, steps, cancellationToken).ConfigureAwait(false);
    }

    private async Task<SetupResult> FinishAsync(string made, SetupSteps steps, CancellationToken cancellationToken)
    {
        steps.Begin(SetupStep.Check, "Compile a small module");
        var older = _folder.Compilers().Where(folder => folder != made).ToList();
        var use = new CompilerUse(options, _folder, _logger, _time);
        var (candidate, compiler) = await new CompilerProbe(_time).ExamineAsync(
            Path.Combine(made, "usr", "bin", "rustc"), "rlm setup", CandidatePlaces.UnpackedLibraries(made), cancellationToken).ConfigureAwait(false);
        var (manifest, error) = candidate.Usable
            ? await use.PrepareAsync(compiler!, steps.Detail, cancellationToken).ConfigureAwait(false)
            : (null, new WasmError(WasmErrorCode.CompilerFailed, $"What was just installed is of no use: {candidate.Path} {candidate.Verdict}"));
        error ??= await new ToolchainCheck(_folder, _time).RunAsync(manifest!.ToToolchain(), cancellationToken).ConfigureAwait(false);
        if (error is not null)
        {
            _folder.Remove(made);
            return Failed(steps, error);
        }

        foreach (var folder in older)
        {
            _folder.Remove(folder);
        }

        return new SetupResult { Toolchain = manifest!.ToToolchain(), Tried = steps.All };
    }

    private static SetupResult Failed(SetupSteps steps, WasmError error) => new() { Error = error, Tried = steps.All };
}
