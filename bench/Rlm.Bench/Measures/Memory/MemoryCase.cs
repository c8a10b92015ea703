using Rlm.Bench.Measures.Children;

namespace Rlm.Bench.Measures.Memory;

/// <summary>A whole process over a document.</summary>
/// <param name="Name">What it does.</param>
/// <param name="LimitMebibytes">The most memory that it may have resident, however large the document; null where what it keeps grows with it.</param>
/// <param name="RunAsync">Runs it over a document of a size.</param>
internal sealed record MemoryCase(string Name, double? LimitMebibytes, Func<RlmProgram, string, long, Task<ChildRun>> RunAsync)
{
    private const double BuiltIn = 300;
    private const double Merge = 600;

    public static IReadOnlyList<MemoryCase> All { get; } =
    [
        new("`exec count`", BuiltIn, (rlm, document, _) => rlm.ExecAsync("""{"op":"count","what":"words"}""", document)),
        new("`exec lines`, in the middle", BuiltIn, (rlm, document, bytes) => rlm.ExecAsync($$"""{"op":"lines","start":{{bytes / 220}},"end":{{bytes / 220 + 40}}}""", document)),
        new("`exec slice`, in the middle", BuiltIn, (rlm, document, bytes) => rlm.ExecAsync($$"""{"op":"slice","start":{{bytes / 2}},"end":{{bytes / 2 + 2_000}}}""", document)),
        new("`exec find`, a rare text", BuiltIn, (rlm, document, _) => rlm.ExecAsync("""{"op":"find","text":"t00:10:00"}""", document)),
        new("`exec regex`, a rare line", BuiltIn, (rlm, document, _) => rlm.ExecAsync("""{"op":"regex","pattern":"T00:10:0\\d\\.\\d+Z ERROR .* \\d+ ms$"}""", document)),
        new("`run` with `merge`, line count", Merge, (rlm, document, _) => rlm.AnalyzeAsync(Analyses.Lines, document)),
        new("`run` with `merge`, word frequency", null, (rlm, document, _) => rlm.AnalyzeAsync(Analyses.Words, document)),
    ];
}
