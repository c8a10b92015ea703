namespace Rlm.Wasm.Validation;

/// <summary>Text that was put before a place of the author's.</summary>
/// <param name="At">The author's place that follows it.</param>
/// <param name="Length">Its length in columns; it holds no line end.</param>
internal readonly record struct Insertion(SourcePosition At, int Length);
