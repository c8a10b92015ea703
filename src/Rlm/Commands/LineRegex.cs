using System.Text.RegularExpressions;

namespace Rlm.Commands;

/// <summary>
/// A pattern that sees one line at a time, although it looks for a place to begin in a whole window: <c>\s</c> and
/// <c>[^x]</c> must not reach into the next line, and <c>$</c> is also before the <c>\r\n</c> of Windows.
/// </summary>
internal sealed class LineRegex(Regex regex)
{
    private static readonly string[] TextAnchors = [@"\A", @"\Z", @"\z", @"\G"];

    private readonly bool _hasTextAnchors = TextAnchors.Any(regex.ToString().Contains);
    private bool _lineByLine;

    /// <summary>Where in a line the first match from a place on begins, or -1. The place is the start of a line.</summary>
    public int Next(ReadOnlySpan<char> window, int from)
    {
        if (from == 0)
        {
            _lineByLine = _hasTextAnchors || window.Contains('\r');
        }

        while (from < window.Length)
        {
            var start = from;
            if (!_lineByLine)
            {
                var match = First(window, from);
                if (match < 0 || (match == window.Length && window[^1] == '\n'))
                {
                    return -1;
                }

                // A match within one line would have been found in the window too, so no line before this one is left out.
                start = window[..match].LastIndexOf('\n') + 1;
            }

            var length = window[start..].IndexOf('\n');
            var end = length < 0 ? window.Length : start + length;
            var line = window[start..end];
            if (regex.IsMatch(line.EndsWith('\r') ? line[..^1] : line))
            {
                return start;
            }

            from = end + 1;
        }

        return -1;
    }

    private int First(ReadOnlySpan<char> window, int from)
    {
        foreach (var match in regex.EnumerateMatches(window, from))
        {
            return match.Index;
        }

        return -1;
    }
}
