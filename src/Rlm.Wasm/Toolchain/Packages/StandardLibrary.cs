namespace Rlm.Wasm.Toolchain.Packages;

/// <summary>Builds the target's standard library from the compiler's own sources, into the compiler's own sysroot.</summary>
internal static class StandardLibrary
{
    public static async Task<WasmError?> BuildAsync(
        Compiler compiler, HostTools tools, string work, Action<string> onLine, TimeProvider time, CancellationToken cancellationToken)
    {
        var sources = Path.Combine(compiler.Sysroot, "lib", "rustlib", "src", "rust");
        var real = Directory.ResolveLinkTarget(sources, returnFinalTarget: true)?.FullName ?? sources;
        var vendor = Path.Combine(real, "library", "vendor");
        if (!Directory.Exists(vendor))
        {
            return new WasmError(WasmErrorCode.TargetNotInstalled, $"The packaged sources have no {vendor}, without which the standard library cannot be built.");
        }

        var project = Path.Combine(work, "std");
        Directory.CreateDirectory(Path.Combine(project, "src"));
        await File.WriteAllTextAsync(Path.Combine(project, "src", "lib.rs"), "", cancellationToken).ConfigureAwait(false);
        await File.WriteAllTextAsync(
            Path.Combine(project, "Cargo.toml"),
            "[package]\nname = \"rlm_std_seed\"\nversion = \"1.0.0\"\nedition = \"2021\"\n[profile.release]\npanic = \"abort\"\ncodegen-units = 1\n",
            cancellationToken).ConfigureAwait(false);
        var home = Path.Combine(work, "std-cargo-home");
        CargoBuild.ReplaceRegistry(home, vendor);

        // Without its features: what is left out prints backtraces, which a module cannot take.
        var result = await new CargoBuild(compiler, tools, time).RunAsync(
            project,
            ["build", "--release", "--target", GuestFlags.Target, "-Zbuild-std=std,panic_abort", "-Zbuild-std-features=", "--offline"],
            [.. GuestFlags.StandardLibrary, $"--remap-path-prefix={sources}=/rustc", $"--remap-path-prefix={real}=/rustc", $"--remap-path-prefix={work}=/build"],
            home, onLine, null, cancellationToken).ConfigureAwait(false);
        if (!result.Succeeded)
        {
            return ToolFailure.Of($"The standard library for {GuestFlags.Target} could not be built", result);
        }

        Directory.CreateDirectory(compiler.TargetLibraryFolder);
        foreach (var file in Directory.EnumerateFiles(CargoBuild.Output(project), "*.rlib"))
        {
            if (!Path.GetFileName(file).StartsWith("librlm_std_seed", StringComparison.Ordinal))
            {
                File.Move(file, Path.Combine(compiler.TargetLibraryFolder, Path.GetFileName(file)));
            }
        }

        return null;
    }
}
