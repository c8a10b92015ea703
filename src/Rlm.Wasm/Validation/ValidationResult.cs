using Rlm.Wasm.Compilation;

namespace Rlm.Wasm.Validation;

/// <summary>What the validator found. Either there is a source and no problem, or there are problems and no source.</summary>
public sealed record ValidationResult
{
    /// <summary>The source as it may be compiled, or null when it may not.</summary>
    public ValidatedSource? Source { get; init; }

    /// <summary>All problems in the order of the source, each with line, column and what to write instead.</summary>
    public IReadOnlyList<Diagnostic> Problems { get; init; } = [];
}
