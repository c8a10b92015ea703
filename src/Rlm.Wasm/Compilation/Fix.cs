namespace Rlm.Wasm.Compilation;

/// <summary>A change that rustc itself proposed and is sure of, and that was made.</summary>
/// <param name="Line">The line that it was proposed for, 1-based, in the source of its round.</param>
/// <param name="Error">What was wrong.</param>
/// <param name="Advice">What rustc proposed.</param>
public sealed record Fix(int Line, string Error, string Advice);
