namespace Rlm.Commands;

/// <summary>
/// Bytes of which a line has some, or it does not match. Only lines that have them need be decoded and looked at. Says
/// itself when it is no help, because nearly every line has them.
/// </summary>
/// <param name="literals">One of them is in every line that matches.</param>
internal sealed class LinePrefilter(IReadOnlyList<ByteLiteral> literals)
{
    /// <summary>Most literals; each of them is one pass over a window.</summary>
    public const int MaxLiterals = 8;

    /// <summary>More lines looked at in vain than one in so many bytes are no help.</summary>
    private const int BytesAVainLine = 1024;

    private readonly int[] _next = new int[literals.Count];
    private long _bytes;
    private long _vain;

    /// <summary>Whether it saves work, as far as can be told.</summary>
    public bool IsHelp => _vain * BytesAVainLine <= _bytes + (64 * BytesAVainLine);

    /// <summary>A new window.</summary>
    public void Begin(ReadOnlySpan<byte> window)
    {
        _bytes += window.Length;
        _next.AsSpan().Fill(-2);
    }

    /// <summary>A line was looked at, and did not match.</summary>
    public void InVain() => _vain++;

    /// <summary>Where in the window one of the bytes stands first from a place on, or -1. Places only go forward.</summary>
    public int Next(ReadOnlySpan<byte> window, int from)
    {
        var first = -1;
        for (var i = 0; i < _next.Length; i++)
        {
            if (_next[i] != -1 && _next[i] < from)
            {
                _next[i] = literals[i].Next(window, from);
            }

            first = _next[i] >= 0 && (first < 0 || _next[i] < first) ? _next[i] : first;
        }

        return first;
    }
}
