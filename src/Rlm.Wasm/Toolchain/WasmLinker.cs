using System.Globalization;
using Rlm.Wasm.Processes;

namespace Rlm.Wasm.Toolchain;

/// <summary>Finds what links modules.</summary>
internal static class WasmLinker
{
    /// <summary>
    /// rustc's own <c>rust-lld</c> (the path is null then), else <c>wasm-ld</c> or <c>wasm-ld-NN</c> beside rustc or
    /// in <c>PATH</c>, the newest of a folder first.
    /// </summary>
    public static (string? Path, bool Found) Find(Compiler compiler)
    {
        var own = Path.Combine(compiler.Sysroot, "lib", "rustlib", compiler.Host, "bin", "rust-lld");
        if (ToolEnvironment.FindExecutable(own, null) is not null)
        {
            return (null, true);
        }

        var path = ToolEnvironment.ForUserTools()["PATH"].Split(':', StringSplitOptions.RemoveEmptyEntries);
        foreach (var folder in path.Where(Path.IsPathRooted).Prepend(Path.GetDirectoryName(compiler.RustcPath)!))
        {
            if (InFolder(folder) is { } linker)
            {
                return (linker, true);
            }
        }

        return (null, false);
    }

    private static string? InFolder(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return null;
        }

        var newest = Directory.EnumerateFiles(folder, "wasm-ld*")
            .Select(file => (File: file, Release: Release(Path.GetFileName(file))))
            .Where(found => found.Release >= 0 && ToolEnvironment.FindExecutable(found.File, null) is not null)
            .OrderByDescending(found => found.Release)
            .FirstOrDefault().File;

        // lld looks at the name it is called by, so only its last link, which is named for what it does, is left out.
        return newest is not null
            && File.ResolveLinkTarget(newest, returnFinalTarget: false)?.FullName is { } target
            && Path.GetFileName(target) == "wasm-ld"
            ? target
            : newest;
    }

    private static int Release(string name) => name == "wasm-ld"
        ? int.MaxValue
        : int.TryParse(name.AsSpan("wasm-ld".Length).TrimStart('-'), NumberStyles.None, CultureInfo.InvariantCulture, out var release) ? release : -1;
}
