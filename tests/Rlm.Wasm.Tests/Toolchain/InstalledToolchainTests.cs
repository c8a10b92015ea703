using System.Security.Cryptography;
using Rlm.Testing;
using Rlm.Wasm.Toolchain;

namespace Rlm.Wasm.Tests.Toolchain;

public sealed class InstalledToolchainTests
{
    [Fact]
    public async Task The_toolchain_compiles_a_module_with_every_crate()
    {
        var toolchain = await TestToolchain.GetAsync();
        using var folder = new TempFolder();

        var error = await new ToolchainCheck(new ToolchainFolder(folder.Path), TimeProvider.System)
            .RunAsync(toolchain, TestContext.Current.CancellationToken);

        Assert.Null(error);
        Assert.Equal(["rlm", "regex", "serde_json"], toolchain.Crates.Select(crate => crate.Name));
    }

    [Fact]
    public async Task All_its_paths_are_absolute_and_there()
    {
        var toolchain = await TestToolchain.GetAsync();

        string[] files = [toolchain.RustcPath, .. toolchain.LinkerPath is { } linker ? (string[])[linker] : [], .. toolchain.Crates.Select(crate => crate.Path)];
        Assert.All(files, path => Assert.True(Path.IsPathRooted(path) && File.Exists(path), path));
        Assert.All(toolchain.LibraryFolders.Append(toolchain.LibraryFolder), path => Assert.True(Directory.Exists(path), path));
        Assert.Equal(SHA256.HashSizeInBytes * 2, toolchain.Fingerprint.Length);
    }

    [Fact]
    public async Task A_compiler_known_by_its_manifest_is_found_without_looking_elsewhere()
    {
        await TestToolchain.GetAsync();

        var status = await new ToolchainLocator(new ToolchainOptions()).FindAsync(TestContext.Current.CancellationToken);

        Assert.Equal("used before and unchanged", Assert.Single(status.Candidates).Verdict);
    }

    [Fact]
    public async Task Setting_up_again_does_nothing()
    {
        var toolchain = await TestToolchain.GetAsync();

        var result = await new ToolchainInstaller(new ToolchainOptions())
            .InstallAsync(new SetupOptions(), new Progress<SetupProgress>(), TestContext.Current.CancellationToken);

        Assert.True(result.AlreadyDone);
        Assert.Equal(toolchain.Fingerprint, result.Toolchain!.Fingerprint);
    }

    [Fact]
    public async Task A_folder_without_packages_is_an_error_and_leaves_nothing()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder.PathOf("debs"));

        var result = await new ToolchainInstaller(new ToolchainOptions { RustcPath = null, Folder = folder.PathOf("toolchain") }).InstallAsync(
            new SetupOptions { From = folder.PathOf("debs"), Force = true }, new Progress<SetupProgress>(), TestContext.Current.CancellationToken);

        Assert.Contains("no .deb files", result.Error!.Message, StringComparison.Ordinal);
        Assert.Equal([folder.PathOf("toolchain", "lock")], Directory.GetFileSystemEntries(folder.PathOf("toolchain")));
    }
}
