namespace Rlm.Wasm.Execution;

/// <summary>How far an analysis with <c>merge</c> has come.</summary>
/// <param name="Done">Chunks whose results are there, with all before them.</param>
/// <param name="Chunks">Chunks in all.</param>
public readonly record struct ExecutionProgress(int Done, int Chunks);
