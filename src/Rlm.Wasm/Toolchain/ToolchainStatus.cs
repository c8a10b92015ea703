namespace Rlm.Wasm.Toolchain;

/// <summary>What was found on this machine. Exactly one of <see cref="Toolchain"/> and <see cref="Error"/> is there.</summary>
public sealed record ToolchainStatus
{
    /// <summary>The toolchain to use, or null.</summary>
    public RustToolchain? Toolchain { get; init; }

    /// <summary>
    /// <see cref="WasmErrorCode.CompilerNotFound"/>, <see cref="WasmErrorCode.TargetNotInstalled"/>,
    /// <see cref="WasmErrorCode.CompilerFailed"/> or <see cref="WasmErrorCode.JailUnavailable"/>, with what is missing and what mends it; or null.
    /// </summary>
    public WasmError? Error { get; init; }

    /// <summary>
    /// What was looked at, in order. When the toolchain folder's record of the last search still holds, only
    /// the one that it names.
    /// </summary>
    public IReadOnlyList<ToolchainCandidate> Candidates { get; init; } = [];
}
