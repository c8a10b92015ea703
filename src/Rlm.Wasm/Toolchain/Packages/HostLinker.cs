using System.Runtime.InteropServices;

namespace Rlm.Wasm.Toolchain.Packages;

/// <summary>
/// Links the small programs that cargo runs while it builds. A machine without a C compiler has neither a linker nor
/// the start-up files; the unpacked lld and libc6-dev have, and the machine's own shared C library does the rest.
/// </summary>
internal static class HostLinker
{
    /// <summary>Writes the linker's script.</summary>
    /// <returns>Its path, or null where that is not known to work; cargo then needs a <c>cc</c>.</returns>
    public static string? Write(string root, string folder)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        var (triplet, loader) = RuntimeInformation.OSArchitecture switch
        {
            Architecture.X64 => ("x86_64-linux-gnu", "/lib64/ld-linux-x86-64.so.2"),
            Architecture.Arm64 => ("aarch64-linux-gnu", "/lib/ld-linux-aarch64.so.1"),
            _ => ("", ""),
        };
        var startup = Path.Combine(root, "usr", "lib", triplet);
        var lld = Directory.Exists(Path.Combine(root, "usr", "lib"))
            ? Directory.EnumerateDirectories(Path.Combine(root, "usr", "lib"), "llvm-*")
                .Select(llvm => Path.Combine(llvm, "bin", "ld.lld")).FirstOrDefault(File.Exists)
            : null;
        if (triplet.Length == 0 || lld is null || !File.Exists(Path.Combine(startup, "Scrt1.o")))
        {
            return null;
        }

        // The links of a development package, for the libraries that every machine has.
        var links = Directory.CreateDirectory(Path.Combine(folder, "links")).FullName;
        foreach (var (name, library) in new[] { ("libm.so", "libm.so.6"), ("libgcc_s.so", "libgcc_s.so.1") })
        {
            if (OnMachine(triplet, library) is not { } target)
            {
                return null;
            }

            File.CreateSymbolicLink(Path.Combine(links, name), target);
        }

        if (OnMachine(triplet, "libc.so.6") is not { } libc)
        {
            return null;
        }

        File.WriteAllText(
            Path.Combine(links, "libc.so"),
            $"GROUP ( \"{libc}\" \"{startup}/libc_nonshared.a\" AS_NEEDED ( \"{loader}\" ) )\n");

        // rustc tells by the name `ld` that it is talking to a linker and not to a C compiler.
        var script = Path.Combine(folder, "ld");
        File.WriteAllText(script, $"""
            #!/bin/sh
            exec '{Quoted(lld)}' -dynamic-linker {loader} '{Quoted(startup)}/Scrt1.o' '{Quoted(startup)}/crti.o' \
              -L'{Quoted(links)}' -L'{Quoted(startup)}' "$@" '{Quoted(startup)}/crtn.o'

            """);
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return script;
    }

    private static string? OnMachine(string triplet, string library) =>
        Array.Find([$"/lib/{triplet}/{library}", $"/usr/lib/{triplet}/{library}", $"/lib64/{library}", $"/usr/lib/{library}"], File.Exists);

    private static string Quoted(string path) => path.Replace("'", "'\\''", StringComparison.Ordinal);
}
