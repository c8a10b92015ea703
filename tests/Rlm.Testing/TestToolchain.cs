using Rlm.Wasm.Toolchain;

namespace Rlm.Testing;

/// <summary>The toolchain of this machine, looked for once a process.</summary>
public static class TestToolchain
{
    private static readonly Lazy<Task<RustToolchain>> Found = new(FindAsync);

    /// <summary>The toolchain that the tests compile with.</summary>
    /// <exception cref="InvalidOperationException">There is none; the message says what to do.</exception>
    public static Task<RustToolchain> GetAsync() => Found.Value;

    private static async Task<RustToolchain> FindAsync()
    {
        var status = await new ToolchainLocator(new ToolchainOptions()).FindAsync(CancellationToken.None);
        return status.Toolchain ?? throw new InvalidOperationException(
            $"These tests need a Rust compiler for WebAssembly. Run `./rlm setup` once, or `make test`, which does.\n{status.Error!.Message}");
    }
}
