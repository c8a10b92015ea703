using System.Text;

namespace Rlm.Documents.Formats;

/// <summary>Characters that were drawn one after the other on one line without a wide gap.</summary>
/// <remarks>Places are in points along the text and across it, so that turned text is no special case.</remarks>
internal sealed class PdfRun(double angle, double start, double baseline, double size)
{
    /// <summary>A gap of so many sizes is a space between words; letters that are moved together or apart have less.</summary>
    private const double WordGap = 0.17;

    /// <summary>A gap of so many sizes begins another run, as between the columns of a table.</summary>
    private const double RunGap = 1.5;

    private readonly StringBuilder _text = new();

    public double Angle => angle;

    public double Start { get; } = start;

    /// <summary>Where it ends along the text.</summary>
    public double End { get; private set; } = start;

    public double Baseline => baseline;

    public double Size => size;

    public string Text => _text.ToString();

    /// <summary>Adds a character when it goes on on the same line.</summary>
    /// <returns>False when it begins another run.</returns>
    public bool TryAdd(string text, double angle1, double start1, double end1, double baseline1)
    {
        var gap = start1 - End;
        if (_text.Length > 0)
        {
            if (Math.Abs(angle1 - angle) > 0.02 || Math.Abs(baseline1 - baseline) > 0.35 * size || gap > RunGap * size || gap < -0.5 * size)
            {
                return false;
            }

            if (gap > WordGap * size && _text[^1] != ' ' && text != " ")
            {
                _text.Append(' ');
            }
        }

        foreach (var character in text)
        {
            _text.Append(char.IsControl(character) ? ' ' : character);
        }

        End = Math.Max(End, end1);
        return true;
    }
}
