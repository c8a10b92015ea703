using Rlm.Wasm.Compilation;

namespace Rlm.Wasm;

/// <summary>An expected failure, worded so that a model or a person knows what to do next.</summary>
/// <param name="Code">The kind of failure.</param>
/// <param name="Message">What happened, why, and the way out.</param>
public sealed record WasmError(WasmErrorCode Code, string Message)
{
    /// <summary>What the validator or rustc said, on the author's own lines; empty for other failures.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; init; } = [];

    /// <summary>The text of the <c>Err</c> that the analysis returned, or null.</summary>
    public string? Returned { get; init; }

    /// <summary>The author's line (1-based) that the failure is tied to, or null.</summary>
    public int? Line { get; init; }
}
