using Rlm.Testing;
using Rlm.Wasm.Toolchain;

namespace Rlm.Wasm.Tests.Toolchain;

public sealed class ToolchainLocatorTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private Task<ToolchainStatus> FindAsync(string rustc) => new ToolchainLocator(Options(rustc)).FindAsync(TestContext.Current.CancellationToken);

    private ToolchainOptions Options(string? rustc) => new() { RustcPath = rustc, Folder = _folder.PathOf("toolchain") };

    [Fact]
    public async Task A_compiler_with_library_and_linker_is_used_and_gets_its_guest_crate()
    {
        var fake = new FakeCompiler(_folder).WithTarget().WithLinker();

        var status = await FindAsync(fake.Rustc);

        Assert.Null(status.Error);
        Assert.Equal((fake.Rustc, "1.99.0 (0123abcd0 2026-01-01)", null), (status.Toolchain!.RustcPath, status.Toolchain.Version, status.Toolchain.LinkerPath));
        Assert.Equal(GuestCrate.Rlm, Assert.Single(status.Toolchain.Crates).Name);
        Assert.True(File.Exists(status.Toolchain.Crates[0].Path));
        Assert.Equal(GuestCrate.Optional, status.Toolchain.MissingCrates);
    }

    [Fact]
    public async Task A_compiler_without_the_library_on_disk_is_refused_with_the_remedy()
    {
        var fake = new FakeCompiler(_folder).WithLinker();

        var status = await FindAsync(fake.Rustc);

        Assert.Equal(WasmErrorCode.TargetNotInstalled, status.Error!.Code);
        Assert.Contains("rlm setup", status.Error.Message, StringComparison.Ordinal);
        var candidate = Assert.Single(status.Candidates);
        Assert.False(candidate.Usable);
        Assert.Contains("no standard library for wasm32-unknown-unknown", candidate.Verdict, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.PathOf("toolchain")), "a search that found nothing wrote something");
    }

    [Fact]
    public async Task A_configured_compiler_that_is_missing_is_an_error_and_no_other_is_looked_at()
    {
        var status = await FindAsync(_folder.PathOf("none", "rustc"));

        Assert.Equal(WasmErrorCode.CompilerNotFound, status.Error!.Code);
        Assert.Equal("is not there", Assert.Single(status.Candidates).Verdict);
    }

    [Fact]
    public async Task What_is_not_rustc_is_refused()
    {
        var path = FakeCompiler.Executable(_folder.Write("bin/rustc", "#!/bin/sh\nexit 3\n"));

        var status = await FindAsync(path);

        Assert.Contains("exit status 3", Assert.Single(status.Candidates).Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_search_starts_no_process()
    {
        var fake = new FakeCompiler(_folder).WithTarget().WithLinker();
        var first = await FindAsync(fake.Rustc);
        var starts = fake.Starts;

        var second = await FindAsync(fake.Rustc);

        Assert.Equal(starts, fake.Starts);
        Assert.Equal(first.Toolchain!.Fingerprint, second.Toolchain!.Fingerprint);
    }

    [Fact]
    public async Task A_changed_compiler_is_looked_at_again()
    {
        var fake = new FakeCompiler(_folder).WithTarget().WithLinker();
        var first = await FindAsync(fake.Rustc);
        fake.Write("1.99.1 (fedcba987 2026-02-02)");
        File.SetLastWriteTimeUtc(fake.Rustc, new DateTime(2026, 2, 2, 0, 0, 0, DateTimeKind.Utc));

        var second = await FindAsync(fake.Rustc);

        Assert.StartsWith("1.99.1", second.Toolchain!.Version, StringComparison.Ordinal);
        Assert.NotEqual(first.Toolchain!.Fingerprint, second.Toolchain.Fingerprint);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("{\"rustc\":")]
    public async Task A_manifest_that_is_not_whole_is_made_anew(string content)
    {
        var fake = new FakeCompiler(_folder).WithTarget().WithLinker();
        var first = await FindAsync(fake.Rustc);
        var manifest = Assert.Single(Directory.GetFiles(_folder.PathOf("toolchain", "manifests")));
        File.WriteAllText(manifest, content);

        var second = await FindAsync(fake.Rustc);

        Assert.Equal(first.Toolchain!.Fingerprint, second.Toolchain!.Fingerprint);
    }

    [Fact]
    public async Task A_library_that_is_gone_is_built_again()
    {
        var fake = new FakeCompiler(_folder).WithTarget().WithLinker();
        var first = await FindAsync(fake.Rustc);
        File.Delete(first.Toolchain!.Crates[0].Path);

        var second = await FindAsync(fake.Rustc);

        Assert.True(File.Exists(second.Toolchain!.Crates[0].Path));
    }

    [Fact]
    public async Task Searches_at_the_same_time_build_once()
    {
        var fake = new FakeCompiler(_folder).WithTarget().WithLinker();

        var found = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => FindAsync(fake.Rustc))));

        Assert.Single(found.Select(status => status.Toolchain!.Fingerprint).Distinct());
        Assert.Single(Directory.GetDirectories(_folder.PathOf("toolchain"), "library-*"));
        Assert.Empty(Directory.GetDirectories(_folder.PathOf("toolchain"), "tmp-*"));
    }

    [Fact]
    public async Task An_answer_is_kept_for_the_life_of_the_locator()
    {
        var locator = new ToolchainLocator(Options(_folder.PathOf("none")));

        var first = await locator.FindAsync(TestContext.Current.CancellationToken);

        Assert.Same(first, await locator.FindAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_folder_that_may_not_be_written_is_an_error_that_names_it()
    {
        var fake = new FakeCompiler(_folder).WithTarget().WithLinker();
        var blocked = _folder.Write("file", "");

        var status = await new ToolchainLocator(new ToolchainOptions { RustcPath = fake.Rustc, Folder = blocked })
            .FindAsync(TestContext.Current.CancellationToken);

        Assert.Equal(WasmErrorCode.CompilerFailed, status.Error!.Code);
        Assert.Contains(blocked, status.Error.Message, StringComparison.Ordinal);
    }
}
