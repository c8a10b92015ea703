using System.Buffers;

namespace Rlm.Documents.Formats;

/// <summary>Writes cells as CSV (RFC 4180), with one line for each row whatever the cells hold.</summary>
internal sealed class CsvText(Conversion to)
{
    private static readonly SearchValues<char> Breaks = SearchValues.Create("\r\n\v\f\u0085\u2028\u2029");
    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"");
    private bool _begun;

    public void Cell(ReadOnlySpan<char> value)
    {
        if (_begun)
        {
            to.Write(",");
        }

        _begun = true;
        if (value.IndexOfAny(Breaks) >= 0)
        {
            value = OneLine(value);
        }

        // A space at an edge is quoted too: some readers take it away otherwise.
        if (value.IndexOfAny(Quoted) < 0 && (value.IsEmpty || (value[0] != ' ' && value[^1] != ' ')))
        {
            to.Write(value);
            return;
        }

        to.Write("\"");
        for (int at; (at = value.IndexOf('"')) >= 0; value = value[(at + 1)..])
        {
            to.Write(value[..at]);
            to.Write("\"\"");
        }

        to.Write(value);
        to.Write("\"");
    }

    public void EndRow()
    {
        to.Write("\n");
        _begun = false;
    }

    private static string OneLine(ReadOnlySpan<char> value)
    {
        var line = value.ToString().Replace("\r\n", " ", StringComparison.Ordinal).ToCharArray();
        for (var i = 0; i < line.Length; i++)
        {
            line[i] = Breaks.Contains(line[i]) ? ' ' : line[i];
        }

        return new(line);
    }
}
