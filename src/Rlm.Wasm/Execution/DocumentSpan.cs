namespace Rlm.Wasm.Execution;

/// <summary>A document inside an <see cref="AnalysisInput"/>: the bytes from <paramref name="Start"/> up to <paramref name="End"/>.</summary>
/// <param name="Name">Relative path of the document.</param>
/// <param name="Start">First byte.</param>
/// <param name="End">The byte after the last.</param>
public sealed record DocumentSpan(string Name, long Start, long End);
