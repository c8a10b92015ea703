namespace Rlm.Wasm.Validation;

/// <summary>A place in a source, counted as rustc counts.</summary>
/// <param name="Line">Line, 1-based.</param>
/// <param name="Column">Column in that line, 1-based, in Unicode scalar values.</param>
public readonly record struct SourcePosition(int Line, int Column);
