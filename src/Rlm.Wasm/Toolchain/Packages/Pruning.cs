namespace Rlm.Wasm.Toolchain.Packages;

/// <summary>Removes from unpacked packages what only the building needed.</summary>
internal static class Pruning
{
    private static readonly string[] Folders = ["usr/src", "usr/share", "usr/include", "usr/libexec", "usr/lib/rustlib/src", "usr/lib/rustlib/etc", "etc"];

    /// <summary>cargo goes too: without the machine's own standard library it can build nothing.</summary>
    public static void Run(string root, Compiler compiler)
    {
        foreach (var folder in Folders.Select(name => Path.Combine(root, name)).Append(Path.Combine(compiler.Sysroot, "lib", "rustlib", compiler.Host)))
        {
            var info = new DirectoryInfo(folder);
            if (info.LinkTarget is not null)
            {
                info.Delete();
            }
            else if (info.Exists)
            {
                info.Delete(recursive: true);
            }
        }

        foreach (var file in Directory.EnumerateFiles(Path.Combine(root, "usr", "bin")).Where(file => !IsKept(Path.GetFileName(file))).ToList())
        {
            File.Delete(file);
        }

        var libraries = Path.Combine(root, "usr", "lib");
        var target = Path.Combine(compiler.Sysroot, "lib", "rustlib");
        foreach (var file in Directory.EnumerateFiles(libraries, "*.*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".a" or ".o" && !file.StartsWith(target, StringComparison.Ordinal)).ToList())
        {
            File.Delete(file);
        }
    }

    private static bool IsKept(string name) => name.StartsWith("rustc", StringComparison.Ordinal) || name.StartsWith("wasm-ld", StringComparison.Ordinal);
}
