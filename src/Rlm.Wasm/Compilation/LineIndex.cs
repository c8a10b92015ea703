using System.Text;
using Rlm.Wasm.Validation;

namespace Rlm.Wasm.Compilation;

/// <summary>Where the lines of a text begin, to find the character at a line and column.</summary>
internal sealed class LineIndex
{
    private readonly string _text;
    private readonly List<int> _starts = [0];

    public LineIndex(string text)
    {
        _text = text;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n')
            {
                _starts.Add(i + 1);
            }
        }
    }

    /// <summary>The offset in UTF-16 of a place whose column counts Unicode scalar values; a place beyond the text is its end.</summary>
    public int OffsetOf(SourcePosition place)
    {
        if (place.Line > _starts.Count)
        {
            return _text.Length;
        }

        var at = _starts[place.Line - 1];
        for (var column = 1; column < place.Column && at < _text.Length; column++)
        {
            Rune.DecodeFromUtf16(_text.AsSpan(at), out _, out var length);
            at += length;
        }

        return at;
    }
}
