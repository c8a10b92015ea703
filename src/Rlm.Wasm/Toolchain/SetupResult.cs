namespace Rlm.Wasm.Toolchain;

/// <summary>How a set-up ended. Exactly one of <see cref="Toolchain"/> and <see cref="Error"/> is there.</summary>
public sealed record SetupResult
{
    /// <summary>The toolchain, which has compiled an analysis already; or null.</summary>
    public RustToolchain? Toolchain { get; init; }

    /// <summary>What failed, the last lines of what the failing tool said, and what to do; or null.</summary>
    public WasmError? Error { get; init; }

    /// <summary>Whether all was there already and nothing was done.</summary>
    public bool AlreadyDone { get; init; }

    /// <summary>What was tried and how it ended, a line each, in order.</summary>
    public IReadOnlyList<string> Tried { get; init; } = [];
}
