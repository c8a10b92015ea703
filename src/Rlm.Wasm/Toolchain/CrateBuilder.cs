using Rlm.Wasm.Processes;

namespace Rlm.Wasm.Toolchain;

/// <summary>
/// Builds the optional crates: the newest from crates.io where it answers, else those that the user's cargo has at
/// hand, else those of the distribution's packages.
/// </summary>
internal sealed class CrateBuilder(ToolchainFolder folder, TimeProvider time)
{
    private static readonly TimeSpan LookLimit = TimeSpan.FromSeconds(40);

    /// <summary>Builds them for a compiler and puts them in their folder. Only under the lock.</summary>
    /// <returns>Null when they are there; else why not.</returns>
    public async Task<WasmError?> BuildAsync(
        Compiler compiler, HostTools tools, Action<string>? onLine, CancellationToken cancellationToken)
    {
        var work = folder.NewTemporary();
        try
        {
            var project = Path.Combine(work, "project");
            GuestSources.Extract(GuestSources.Crates, project);
            var cargo = new CargoBuild(compiler, tools, time);
            ProcessResult? last = null;
            foreach (var (name, options, home) in Sources(work, tools))
            {
                onLine?.Invoke($"crates from {name}");
                File.Delete(Path.Combine(project, "Cargo.lock"));
                last = await cargo.RunAsync(
                    project, ["generate-lockfile", .. options], [], home, onLine, LookLimit, cancellationToken).ConfigureAwait(false);
                if (!last.Succeeded)
                {
                    continue;
                }

                last = await cargo.RunAsync(
                    project,
                    ["build", "--release", "--target", GuestFlags.Target, .. options],
                    [.. GuestFlags.Crates, $"--remap-path-prefix={work}=/crates", .. Remap(tools)],
                    home, onLine, null, cancellationToken).ConfigureAwait(false);
                if (last.Succeeded && Collect(compiler, project, work))
                {
                    return null;
                }
            }

            return ToolFailure.Of("cargo could not build the crates regex and serde_json; analyses that use them will not compile", last!);
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private static IEnumerable<(string Name, string[] Options, string? Home)> Sources(string work, HostTools tools)
    {
        // The user's own cargo may know a mirror, and its cache may hold the crates. Where there is none, none is made.
        var users = Environment.GetEnvironmentVariable("CARGO_HOME") is { Length: > 0 } set
            ? set
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cargo");
        var known = Directory.Exists(users);
        if (!tools.Offline)
        {
            yield return ("crates.io", [], known ? null : Path.Combine(work, "online-home"));
        }

        if (known)
        {
            yield return ("cargo's cache", ["--offline"], null);
        }

        if (tools.PackagedCrates is not null)
        {
            var home = Path.Combine(work, "cargo-home");
            CargoBuild.ReplaceRegistry(home, tools.PackagedCrates);
            yield return ("packages", ["--offline"], home);
        }
    }

    private static string[] Remap(HostTools tools) =>
        tools.PackagedCrates is null ? [] : [$"--remap-path-prefix={tools.PackagedCrates}=/crates"];

    private bool Collect(Compiler compiler, string project, string work)
    {
        var set = Path.Combine(work, "set");
        if (CrateSet.Collect(CargoBuild.Output(project), Path.Combine(project, "Cargo.lock"), set) is null)
        {
            return false;
        }

        var destination = folder.CratesFolder(compiler);
        folder.Remove(destination);
        Directory.Move(set, destination);
        return true;
    }
}
