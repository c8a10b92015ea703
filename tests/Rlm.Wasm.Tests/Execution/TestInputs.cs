using System.Text;
using Rlm.Wasm.Execution;

namespace Rlm.Wasm.Tests.Execution;

/// <summary>Documents one after the other, as one input.</summary>
internal sealed class DocumentsInput : AnalysisInput
{
    private readonly byte[] _bytes;

    public DocumentsInput(params (string Name, string Text)[] documents)
    {
        _bytes = Encoding.UTF8.GetBytes(string.Concat(documents.Select(d => d.Text)));
        var spans = new List<DocumentSpan>();
        var at = 0L;
        foreach (var (name, text) in documents)
        {
            var length = Encoding.UTF8.GetByteCount(text);
            spans.Add(new DocumentSpan(name, at, at + length));
            at += length;
        }

        Documents = spans;
    }

    public override long Length => _bytes.Length;

    public override IReadOnlyList<DocumentSpan> Documents { get; }

    public override bool TryRead(long position, Span<byte> destination)
    {
        _bytes.AsSpan((int)position, destination.Length).CopyTo(destination);
        return true;
    }
}

/// <summary>Lines of 64 bytes without end, so that an input can be as long as it likes.</summary>
internal sealed class EndlessLines(long length, Func<int, bool>? onRead = null) : AnalysisInput
{
    private int _reads;

    public override long Length => length;

    public override bool TryRead(long position, Span<byte> destination)
    {
        if (onRead?.Invoke(_reads++) == false)
        {
            return false;
        }

        destination.Fill((byte)'x');
        for (var i = 63 - (position % 64); i < destination.Length; i += 64)
        {
            destination[(int)i] = (byte)'\n';
        }

        return true;
    }
}
