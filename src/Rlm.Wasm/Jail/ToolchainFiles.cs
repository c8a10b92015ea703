using Rlm.Wasm.Toolchain;

namespace Rlm.Wasm.Jail;

/// <summary>What a compiler has to read to run: its own files, the guest crates, and the system's shared libraries.</summary>
internal static class ToolchainFiles
{
    /// <summary>Programs and libraries of the system; nothing of anybody's own. Those of NixOS and Guix have places of their own.</summary>
    private static readonly string[] System =
        ["/usr/bin", "/usr/lib", "/usr/lib32", "/usr/lib64", "/bin", "/lib", "/lib64", "/nix/store", "/gnu/store"];

    /// <summary>Absolute paths of files and folders, all of them there.</summary>
    public static IReadOnlyList<string> Of(RustToolchain toolchain)
    {
        IEnumerable<string?> own =
        [
            toolchain.RustcPath,
            Path.Combine(toolchain.Sysroot, "lib"),
            toolchain.LinkerPath,

            // A linker is called by the name of what it does, which is a link to what it is.
            toolchain.LinkerPath is { } linker ? File.ResolveLinkTarget(linker, returnFinalTarget: true)?.FullName : null,
            toolchain.LibraryFolder,
            .. toolchain.LibraryFolders,
        ];
        return [.. System.Concat(own.OfType<string>()).Distinct(StringComparer.Ordinal).Where(path => Directory.Exists(path) || File.Exists(path))];
    }
}
