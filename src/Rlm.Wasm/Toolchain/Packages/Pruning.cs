using Rlm.Wasm.Processes;

namespace Rlm.Wasm.Toolchain.Packages;

/// <summary>Removes from unpacked packages what only the building needed.</summary>
internal static class Pruning
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);
    private static readonly string[] LauncherCrates = ["core", "compiler_builtins"];
    private static readonly string[] Parts = ["usr/bin", "usr/lib", "lib"];

    /// <summary>
    /// Keeps rustc, the linker, the shared libraries that the two load, the target's library, and of the machine's own
    /// what the jail's launcher is made of. cargo goes too: without the rest it can build nothing.
    /// </summary>
    public static async Task RunAsync(string root, Compiler compiler, TimeProvider time, CancellationToken cancellationToken)
    {
        var kept = new HashSet<string>(StringComparer.Ordinal);
        foreach (var program in new[] { Path.Combine(root, "usr", "bin", "rustc"), compiler.RustcPath, compiler.LinkerPath }.OfType<string>())
        {
            kept.UnionWith(Chain(program));
            foreach (var library in await LoadedAsync(compiler, program, time, cancellationToken).ConfigureAwait(false))
            {
                kept.UnionWith(Chain(library));
            }
        }

        // The linker is found beside rustc, by a link.
        kept.UnionWith(Directory.EnumerateFiles(Path.Combine(root, "usr", "bin"), "wasm-ld*"));
        var host = Path.Combine(compiler.Sysroot, "lib", "rustlib", compiler.Host, "lib");
        kept.UnionWith(LauncherCrates.SelectMany(crate => Directory.EnumerateFiles(host, $"lib{crate}-*")));
        var target = Path.GetDirectoryName(compiler.TargetLibraryFolder) + "/";
        foreach (var folder in Directory.EnumerateDirectories(root).Where(folder => Path.GetFileName(folder) is not ("usr" or "lib")).ToList())
        {
            Directory.Delete(folder, recursive: true);
        }

        foreach (var folder in Directory.EnumerateDirectories(Path.Combine(root, "usr")).Where(folder => Path.GetFileName(folder) is not ("bin" or "lib")).ToList())
        {
            Directory.Delete(folder, recursive: true);
        }

        foreach (var part in Parts.Select(part => Path.Combine(root, part)).Where(Directory.Exists))
        {
            Sweep(new DirectoryInfo(part), entry => kept.Contains(entry) || entry.StartsWith(target, StringComparison.Ordinal));
        }
    }

    /// <summary>A path and all the links on the way to its file.</summary>
    private static IEnumerable<string> Chain(string path)
    {
        for (FileSystemInfo? file = new FileInfo(path); file is not null; file = file.ResolveLinkTarget(returnFinalTarget: false))
        {
            yield return file.FullName;
        }
    }

    /// <summary>What the loader loads for a program; it tells instead of running it when it is asked so (ld.so(8)).</summary>
    private static async Task<IEnumerable<string>> LoadedAsync(Compiler compiler, string program, TimeProvider time, CancellationToken cancellationToken)
    {
        // By way of env, because the variable is meant for the program and for nothing that starts it.
        var result = await ToolProcess.RunAsync(
            new ProcessRequest
            {
                FileName = "env",
                Arguments = ["LD_TRACE_LOADED_OBJECTS=1", program],
                Environment = compiler.Prepare(ToolEnvironment.Minimal()),
                Timeout = Limit,
            },
            cancellationToken,
            time).ConfigureAwait(false);
        return [.. result.Output.Split('\n').Select(PathOf).OfType<string>()];
    }

    /// <summary>Of <c>libz3.so.4 => /lib/libz3.so.4 (0x00007f5a)</c> the path.</summary>
    private static string? PathOf(string line)
    {
        var (start, end) = (line.IndexOf("=> /", StringComparison.Ordinal), line.LastIndexOf(" (", StringComparison.Ordinal));
        return start < 0 || end < start ? null : Path.GetFullPath(line[(start + 3)..end]);
    }

    /// <summary>True when nothing is left.</summary>
    private static bool Sweep(DirectoryInfo folder, Func<string, bool> keep)
    {
        var empty = true;
        foreach (var entry in folder.EnumerateFileSystemInfos().ToList())
        {
            var gone = entry is DirectoryInfo { LinkTarget: null } inner ? Sweep(inner, keep) : !keep(entry.FullName);
            if (gone)
            {
                entry.Delete();
            }

            empty &= gone;
        }

        return empty;
    }
}
