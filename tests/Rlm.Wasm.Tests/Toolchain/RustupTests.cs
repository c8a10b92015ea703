using Rlm.Testing;
using Rlm.Wasm.Toolchain;

namespace Rlm.Wasm.Tests.Toolchain;

public sealed class RustupTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Shim(string rustup)
    {
        FakeCompiler.Executable(_folder.Write("cargo/bin/rustup", rustup));
        return File.CreateSymbolicLink(_folder.PathOf("cargo", "bin", "rustc"), "rustup").FullName;
    }

    private Task<ToolchainStatus> FindAsync(string rustc) =>
        new ToolchainLocator(new ToolchainOptions { RustcPath = rustc, Folder = _folder.PathOf("toolchain") })
            .FindAsync(TestContext.Current.CancellationToken);

    [Fact]
    public async Task A_shim_leads_to_the_real_compiler()
    {
        var fake = new FakeCompiler(_folder).WithTarget().WithLinker();

        // Were it asked in another folder, a rust-toolchain.toml there could answer.
        var shim = Shim($"#!/bin/sh\ntest \"$PWD $1 $2\" = '/ which rustc' && test -z \"$RUSTUP_TOOLCHAIN\" && echo '{fake.Rustc}'\n");

        Assert.Equal(fake.Rustc, (await FindAsync(shim)).Toolchain?.RustcPath);
    }

    [Fact]
    public async Task A_shim_without_a_toolchain_is_refused()
    {
        var shim = Shim("#!/bin/sh\necho 'error: no default toolchain' >&2; exit 1\n");

        var status = await FindAsync(shim);

        Assert.Equal(WasmErrorCode.CompilerNotFound, status.Error!.Code);
        Assert.Contains("no default toolchain", Assert.Single(status.Candidates).Verdict, StringComparison.Ordinal);
    }
}
