using System.Diagnostics;
using Rlm.Testing;
using Rlm.Wasm.Toolchain;

namespace Rlm.Wasm.Tests.Validation;

/// <summary>The real compiler without anything of ours around it: no validator, no jail, no empty environment.</summary>
internal static class PlainRustc
{
    /// <summary>Runs it in a folder.</summary>
    /// <param name="folder">Where it runs, and where what it writes goes.</param>
    /// <param name="arguments">Everything but the target, the edition, the sysroot and the linker.</param>
    /// <param name="variables">Put into its environment.</param>
    /// <returns>Its exit code and all that it said.</returns>
    public static async Task<(int ExitCode, string Output)> RunAsync(
        TempFolder folder, IEnumerable<string> arguments, params (string Name, string Value)[] variables)
    {
        var toolchain = await TestToolchain.GetAsync();
        var start = new ProcessStartInfo(toolchain.RustcPath, [.. Common(toolchain), .. arguments])
        {
            WorkingDirectory = folder.Path,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            Environment = { ["LD_LIBRARY_PATH"] = string.Join(':', toolchain.LibraryFolders) },
        };
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        using var rustc = Process.Start(start)!;
        var output = rustc.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = await rustc.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await rustc.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (rustc.ExitCode, await output + errors);
    }

    /// <summary>The arguments that link all crates that an analysis may use.</summary>
    public static async Task<IEnumerable<string>> CratesAsync()
    {
        var toolchain = await TestToolchain.GetAsync();
        return [.. toolchain.Crates.SelectMany(c => new[] { "--extern", $"{c.Name}={c.Path}" }), "-L", $"dependency={toolchain.LibraryFolder}"];
    }

    private static IEnumerable<string> Common(RustToolchain toolchain) =>
    [
        "--target=wasm32-unknown-unknown", "--edition=2021", "-Awarnings", "-Cpanic=abort",
        "--sysroot", toolchain.Sysroot,
        .. toolchain.LinkerPath is { } linker ? [$"-Clinker={linker}"] : Array.Empty<string>(),
    ];
}
