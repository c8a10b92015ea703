namespace Rlm.Wasm.Execution;

/// <summary>
/// UTF-8 text that an analysis runs over, read by position so that it never has to be on the managed heap.
/// Implementations are immutable and may be read from several threads at once.
/// </summary>
public abstract class AnalysisInput
{
    /// <summary>Length in bytes. Fixed: a file that grows is read to this length.</summary>
    public abstract long Length { get; }

    /// <summary>The documents in this text in order, or empty when it is one text without a name.</summary>
    public virtual IReadOnlyList<DocumentSpan> Documents => [];

    /// <summary>Fills <paramref name="destination"/> from <paramref name="position"/> on.</summary>
    /// <returns>False when the bytes are no longer there: the file shrank or vanished.</returns>
    public abstract bool TryRead(long position, Span<byte> destination);

    /// <summary>Whether <c>merge</c> may be given results of parts of it; if not, it is one chunk however large it is.</summary>
    internal virtual bool MayBeCut => true;

    /// <summary>Where it begins in the text that it is a part of.</summary>
    internal virtual long Start => 0;

    /// <summary>The same text, to be analysed in one piece: its lines mean nothing alone.</summary>
    public static AnalysisInput InOnePiece(AnalysisInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new UncutInput(input);
    }

    /// <summary>A text that is in memory.</summary>
    public static AnalysisInput FromUtf8(ReadOnlyMemory<byte> utf8) => new MemoryInput(utf8);

    /// <summary>A text that is in memory.</summary>
    public static AnalysisInput FromText(string text) => new MemoryInput(System.Text.Encoding.UTF8.GetBytes(text));

    private sealed class UncutInput(AnalysisInput input) : AnalysisInput
    {
        public override long Length => input.Length;

        public override IReadOnlyList<DocumentSpan> Documents => input.Documents;

        internal override bool MayBeCut => false;

        public override bool TryRead(long position, Span<byte> destination) => input.TryRead(position, destination);
    }

    private sealed class MemoryInput(ReadOnlyMemory<byte> utf8) : AnalysisInput
    {
        public override long Length => utf8.Length;

        public override bool TryRead(long position, Span<byte> destination)
        {
            if (position + destination.Length > utf8.Length)
            {
                return false;
            }

            utf8.Span.Slice((int)position, destination.Length).CopyTo(destination);
            return true;
        }
    }
}
