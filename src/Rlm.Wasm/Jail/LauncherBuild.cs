using Rlm.Wasm.Processes;
using Rlm.Wasm.Toolchain;

namespace Rlm.Wasm.Jail;

/// <summary>
/// Compiles the launcher for the machine itself. It is linked without a C library, so the compiler's own <c>core</c> and
/// any <c>lld</c> will do.
/// </summary>
internal static class LauncherBuild
{
    /// <summary>The resources whose change makes another launcher.</summary>
    public const string Sources = "jail/";

    /// <summary>The program's name in a folder of libraries.</summary>
    public const string FileName = "launcher";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    /// <summary>Makes the launcher in <paramref name="folder"/>; null, or why there is none.</summary>
    public static async Task<string?> MakeAsync(Compiler compiler, string folder, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!OperatingSystem.IsLinux())
        {
            return "the launcher is made for Linux";
        }

        GuestSources.Extract(Sources, folder);
        var result = await ToolProcess.RunAsync(
            new ProcessRequest
            {
                FileName = compiler.RustcPath,
                Arguments =
                [
                    "launcher.rs", "--edition", "2021", "--crate-type", "bin", "-o", FileName, "--target", compiler.Host,
                    "-Copt-level=s", "-Cpanic=abort", "-Crelocation-model=static", "-Cstrip=symbols",
                    $"-Clinker={Linker(compiler)}", "-Clinker-flavor=ld.lld", "-Clink-arg=-static", "-Clink-arg=-nostdlib",
                ],
                WorkingDirectory = folder,
                Environment = compiler.Prepare(ToolEnvironment.Minimal()),
                Timeout = Limit,
                Keep = OutputKeep.Tail,
            },
            cancellationToken,
            time).ConfigureAwait(false);
        File.Delete(Path.Combine(folder, "launcher.rs"));
        return result.Succeeded && File.Exists(Path.Combine(folder, FileName)) ? null : $"{result.Ending}\n{result.Tail(5)}";
    }

    // Every wasm-ld is an lld called by another name; rustc tells one called `lld` which linker it is to be.
    private static string Linker(Compiler compiler) =>
        compiler.LinkerPath is { } path ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path : "rust-lld";
}
