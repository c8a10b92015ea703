namespace Rlm.Bench.Peers;

/// <summary>One question about documents of one size, which all peers answer in turn.</summary>
internal sealed record Job(BenchAnalysis Analysis, int Megabytes, IReadOnlyList<string> Documents)
{
    public static Job For(BenchAnalysis analysis, int megabytes) => new(analysis, megabytes, [.. analysis.Corpora.Select(corpus => corpus.Make(megabytes))]);

    public override string ToString() => $"{Analysis.Name} {Megabytes} MB";
}
