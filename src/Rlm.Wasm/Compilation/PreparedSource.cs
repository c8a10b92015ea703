using Rlm.Wasm.Toolchain;
using Rlm.Wasm.Validation;

namespace Rlm.Wasm.Compilation;

/// <summary>A source that may be compiled, with what compiles it and the key of the result; or why it may not.</summary>
/// <param name="Source">The source, or null.</param>
/// <param name="Toolchain">What compiles it, or null.</param>
/// <param name="Key">The key of the module, or null.</param>
/// <param name="Error">Why it may not be compiled, or null.</param>
internal sealed record PreparedSource(ValidatedSource? Source, RustToolchain? Toolchain, string? Key, WasmError? Error)
{
    /// <summary>Time that reading the tokens took; finding the toolchain is not part of it.</summary>
    public TimeSpan Validate { get; init; }
}
