using Rlm.Evidence;
using Rlm.Wasm.Execution;

namespace Rlm.Documents;

/// <summary>A part of another text. Slices of slices refer to the outermost text, so chains do not grow.</summary>
internal sealed class RangeText(Text whole, long start, long end) : Text
{
    private readonly Lazy<IReadOnlyList<DocumentSpan>> _documents = new(() => Clip(whole, start, end));

    public override long Length => end - start;

    public override IReadOnlyList<DocumentSpan> Documents => _documents.Value;

    internal override bool IsLocated => whole.IsLocated;

    public override bool TryRead(long position, Span<byte> destination) =>
        position >= 0 && position <= Length - destination.Length && whole.TryRead(start + position, destination);

    internal override string? NameAt(long position) => whole.NameAt(start + position);

    internal override void AddSources(long from, long to, SourceCollector sources) =>
        whole.AddSources(start + from, start + to, sources);

    private protected override Text SliceCore(long from, long to) => new RangeText(whole, start + from, start + to);

    private static List<DocumentSpan> Clip(Text whole, long start, long end)
    {
        var clipped = new List<DocumentSpan>();
        foreach (var span in whole.Documents)
        {
            if (span.End > start && span.Start < end)
            {
                clipped.Add(new(span.Name, Math.Max(span.Start, start) - start, Math.Min(span.End, end) - start));
            }
        }

        return clipped;
    }
}
