namespace Rlm.Wasm.Execution;

/// <summary>A range of another input, with the documents that lie in it.</summary>
internal sealed class InputSlice(AnalysisInput whole, long start, long end) : AnalysisInput
{
    public override long Length => end - start;

    internal override long Start => start;

    public override IReadOnlyList<DocumentSpan> Documents { get; } =
        [.. whole.Documents.Where(d => Overlaps(d, start, end, whole.Length)).Select(d => Clip(d, start, end))];

    public override bool TryRead(long position, Span<byte> destination) => whole.TryRead(start + position, destination);

    // An empty document belongs to the chunk that begins where it stands, and at the very end to the last, so that it
    // is seen once.
    private static bool Overlaps(DocumentSpan document, long start, long end, long length) =>
        document.Start == document.End
            ? document.Start >= start && (document.Start < end || end == length)
            : document.Start < end && document.End > start;

    private static DocumentSpan Clip(DocumentSpan document, long start, long end) =>
        document with { Start = Math.Max(document.Start, start) - start, End = Math.Min(document.End, end) - start };
}
