using Microsoft.Extensions.Logging;
using Rlm.Wasm.Processes;

namespace Rlm.Wasm.Toolchain;

/// <summary>Asks the user's rustup for the target. Only under the lock.</summary>
internal sealed class RustupSetup(ToolchainOptions options, ToolchainFolder folder, ILogger logger, TimeProvider time, SetupSteps steps)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary>The toolchain, which may lack the optional crates; or null: there is no rustup, or it could not help.</summary>
    public async Task<RustToolchain?> RunAsync(CancellationToken cancellationToken)
    {
        var rustup = CandidatePlaces.List(options, folder)
            .Select(place => File.Exists(place.File) ? CompilerProbe.RustupOf(place.File) : null)
            .FirstOrDefault(found => found is not null);
        if (rustup is null)
        {
            steps.Tried("rustup: there is none");
            return null;
        }

        var added = await AddTargetAsync(rustup, cancellationToken).ConfigureAwait(false);
        steps.Tried($"rustup target add {GuestFlags.Target}: {(added.Succeeded ? "done" : $"{added.Ending}. {added.Tail(3)}")}");
        return added.Succeeded ? await UseAsync(cancellationToken).ConfigureAwait(false) : null;
    }

    private Task<ProcessResult> AddTargetAsync(string rustup, CancellationToken cancellationToken)
    {
        steps.Detail($"rustup target add {GuestFlags.Target}");
        return ToolProcess.RunAsync(
            new ProcessRequest
            {
                FileName = rustup,
                Arguments = ["target", "add", GuestFlags.Target],
                WorkingDirectory = "/",
                Environment = ToolEnvironment.ForUserTools(),
                Timeout = Limit,
                Keep = OutputKeep.Tail,
                OnLine = steps.Detail,
            },
            cancellationToken,
            time);
    }

    private async Task<RustToolchain?> UseAsync(CancellationToken cancellationToken)
    {
        steps.Begin(SetupStep.Crates, "Build the guest crates");
        var use = new CompilerUse(options, folder, logger, time);
        var (_, compiler, _) = await use.LookAsync(cancellationToken).ConfigureAwait(false);
        var (manifest, error) = compiler is null
            ? (null, new WasmError(WasmErrorCode.TargetNotInstalled, "still has no library for the target"))
            : await use.PrepareAsync(compiler, steps.Detail, cancellationToken).ConfigureAwait(false);
        if (manifest?.ToToolchain() is not { } toolchain)
        {
            steps.Tried($"the compiler of rustup: {error!.Message}");
            return null;
        }

        steps.Begin(SetupStep.Check, "Compile a small module");
        error = await new ToolchainCheck(folder, time).RunAsync(toolchain, cancellationToken).ConfigureAwait(false);
        steps.Tried($"the compiler of rustup: {error?.Message ?? (toolchain.MissingCrates.Any() ? "works, without the crates regex and serde_json" : "works")}");
        return error is null ? toolchain : null;
    }
}
