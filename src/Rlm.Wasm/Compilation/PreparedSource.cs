using Rlm.Wasm.Toolchain;
using Rlm.Wasm.Validation;

namespace Rlm.Wasm.Compilation;

/// <summary>A source that may be compiled, with what compiles it and the key of the result; or why it may not.</summary>
internal sealed record PreparedSource(ValidatedSource? Source, RustToolchain? Toolchain, string? Key, WasmError? Error);
