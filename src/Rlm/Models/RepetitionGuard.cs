using System.Text;
using Microsoft.Extensions.AI;

namespace Rlm.Models;

/// <summary>Notices when a model only repeats itself: the end of its text is one short piece, over and over.</summary>
internal sealed class RepetitionGuard
{
    /// <summary>How much of the end has to be repetition.</summary>
    private const int Tail = 3_000;

    /// <summary>The longest piece that counts; what is repeated less often may be a table.</summary>
    private const int MaxPeriod = 200;

    /// <summary>Characters between two looks.</summary>
    private const int Interval = 1_000;

    private readonly char[] _tail = new char[Tail];
    private readonly int[] _borders = new int[Tail];
    private int _next = Tail;

    /// <summary>Why a text ends that was cut off for this.</summary>
    public static ChatFinishReason Reason { get; } = new("repetition");

    /// <summary>Looks at a text that has grown.</summary>
    public bool IsCircling(StringBuilder text)
    {
        if (text.Length < _next)
        {
            return false;
        }

        _next = text.Length + Interval;
        text.CopyTo(text.Length - Tail, _tail, Tail);
        return Period() <= MaxPeriod;
    }

    /// <summary>The shortest length after which the tail repeats itself (Knuth, Morris and Pratt's border table).</summary>
    private int Period()
    {
        var border = 0;
        for (var i = 1; i < Tail; i++)
        {
            while (border > 0 && _tail[i] != _tail[border])
            {
                border = _borders[border - 1];
            }

            border += _tail[i] == _tail[border] ? 1 : 0;
            _borders[i] = border;
        }

        return Tail - border;
    }
}
