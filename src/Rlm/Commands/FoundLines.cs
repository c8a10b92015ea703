using System.Buffers;
using System.Text;
using Rlm.Documents;

namespace Rlm.Commands;

/// <summary>Gathers the lines that match, with their numbers and where they stand.</summary>
internal sealed class FoundLines
{
    /// <summary>Most lines of which each is told where it stands; of more, that they are somewhere in the text.</summary>
    private const int MaxPlaces = 2_000_000;

    private readonly List<long> _numbers = [];
    private readonly List<long> _starts = [];
    private readonly List<long> _ends = [];
    private readonly ArrayBufferWriter<byte> _lines = new();

    /// <summary>Length of all lines.</summary>
    public long Bytes => _lines.WrittenCount;

    /// <summary>The lines' numbers, from 0.</summary>
    public IReadOnlyList<long> Numbers => _numbers;

    /// <summary>The lines, each with its newline; they know where in documents they stand as exactly as the text does.</summary>
    public Text ToText(Text text)
    {
        var lines = Text.FromUtf8(_lines.WrittenMemory);
        return lines.Length == 0 ? lines
            : text.IsLocated && _numbers.Count == _starts.Count ? new PickedText(lines, _ends, text, _starts)
            : new DerivedText(lines, text.Sources);
    }

    /// <summary>Gathers the lines of a window.</summary>
    /// <param name="characters">Whole lines.</param>
    /// <param name="line">Number of the first.</param>
    /// <param name="position">Where it stands, in bytes.</param>
    /// <param name="find">What matches.</param>
    /// <returns>Whether there was one.</returns>
    public bool Collect(ReadOnlySpan<char> characters, long line, long position, FindNext find)
    {
        var (counted, before) = (0, _numbers.Count);
        for (var at = 0; at < characters.Length;)
        {
            var match = find(characters, at);
            if (match < 0)
            {
                break;
            }

            var start = characters[..match].LastIndexOf('\n') + 1;
            var length = characters[start..].IndexOf('\n');
            var end = length < 0 ? characters.Length : start + length;
            var passed = characters[counted..start];
            line += passed.Count('\n');
            position += Encoding.UTF8.GetByteCount(passed);
            counted = start;
            _numbers.Add(line);
            Encoding.UTF8.GetBytes(characters[start..end], _lines);
            _lines.Write("\n"u8);
            if (_starts.Count < MaxPlaces)
            {
                _starts.Add(position);
                _ends.Add(_lines.WrittenCount);
            }

            at = end + 1;
        }

        return _numbers.Count > before;
    }
}
