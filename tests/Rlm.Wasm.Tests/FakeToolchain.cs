using Rlm.Testing;
using Rlm.Wasm.Compilation;
using Rlm.Wasm.Jail;
using Rlm.Wasm.Toolchain;

namespace Rlm.Wasm.Tests;

/// <summary>The real toolchain's libraries with a shell script in the place of rustc.</summary>
internal static class FakeToolchain
{
    /// <summary>Such a script leaves its traces outside of its scratch folder, and would not pass a jail's test.</summary>
    public static CompilerOptions Options { get; } = new() { Jail = JailMode.None };

    /// <summary>Writes the script into <paramref name="folder"/>, and the manifest that makes the locator find it.</summary>
    public static async Task<ToolchainLocator> MakeAsync(TempFolder folder, string script, string fingerprint = "fake")
    {
        var real = (await Sandbox.Locator.FindAsync(TestContext.Current.CancellationToken)).Toolchain!;
        var rustc = folder.Write("rustc", $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(rustc, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        var options = new ToolchainOptions { RustcPath = rustc, Folder = folder.PathOf("toolchain") };
        var file = new FileInfo(rustc);
        var manifest = new ToolchainManifest(
            rustc, file.Length, file.LastWriteTimeUtc.Ticks, "0.0.0 (fake)", "test", real.LibraryFolders, real.Sysroot, real.LinkerPath, real.LibraryFolder,
            [.. real.Crates.Select(c => new CrateFile(c.Name, c.Version, Path.GetFileName(c.Path), new FileInfo(c.Path).Length))],
            real.LauncherPath,
            real.ByteSearchSymbol,
            fingerprint);
        JsonFile.Write(new ToolchainFolder(options.Folder).ManifestFile(rustc), manifest, ToolchainJson.Default.ToolchainManifest);
        return new ToolchainLocator(options);
    }

    /// <summary>Calls the real rustc with all arguments.</summary>
    public static async Task<string> RealRustcAsync() =>
        $"exec '{(await Sandbox.Locator.FindAsync(TestContext.Current.CancellationToken)).Toolchain!.RustcPath}' \"$@\"";
}
