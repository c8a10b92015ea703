using System.Text;

namespace Rlm.Documents.Formats;

/// <summary>Running text: joins white space, ends lines, and puts the cells of a table's row on one line.</summary>
internal sealed class FlowText(Conversion to)
{
    private readonly TableRows _tables = new();
    private readonly StringBuilder _link = new();
    private int _breaks = 2;
    private bool _space;
    private bool _inLink;
    private int _kept;
    private string _mark = "";
    private bool _hasText;

    /// <summary>Text as it stands in the source.</summary>
    public void Text(ReadOnlySpan<char> text)
    {
        foreach (var character in text)
        {
            switch (character)
            {
                case '\u00AD' or '\u200B' or '\uFEFF' or '\0':
                    break;
                case '\n' when _kept > 0 && !_tables.InCell:
                    Break(_breaks + 1);
                    break;
                case '\r':
                    break;
                case ' ' or '\t' when _kept > 0 && !_tables.InCell:
                    Character(character);
                    break;
                case ' ' or '\t' or '\n' or '\f' or '\u00A0':
                    _space = true;
                    break;
                default:
                    Character(character);
                    break;
            }
        }
    }

    /// <summary>Ends the line; of two and more, all but the first are empty lines.</summary>
    public void Break(int lines)
    {
        if (lines == 0)
        {
            return;
        }

        // In a cell of a table, which stays one line, it is a space.
        _space |= _tables.InCell;
        _breaks = _tables.InCell ? _breaks : Math.Max(_breaks, lines);
    }

    /// <summary>What the next line begins with.</summary>
    public void Mark(string mark) => _mark = _tables.InCell ? mark.TrimStart() : mark;

    /// <summary>From here on white space counts, or no longer.</summary>
    public void Keep(bool keep) => _kept = Math.Max(0, _kept + (keep ? 1 : -1));

    public void BeginLink()
    {
        _inLink = true;
        _link.Clear();
    }

    /// <summary>Adds where the link led, unless its text said so.</summary>
    public void EndLink(string? target)
    {
        _inLink = false;
        var text = _link.ToString();
        if (target is not null && text.Length > 0 && text != target && "mailto:" + text != target && "tel:" + text != target)
        {
            _space = true;
            Text($"({target})");
        }
    }

    public void OpenTable()
    {
        // Tables in tables lay a page out; what was begun as a row of cells goes on as lines.
        Line(_tables.Open());
        Break(2);
    }

    public void OpenRow()
    {
        Line(_tables.EndRow());
        Break(1);
        _tables.BeginRow();
    }

    public void OpenCell()
    {
        if (!_tables.BeginCell())
        {
            Break(1);
        }

        _space = false;
    }

    public void CloseRow()
    {
        Line(_tables.EndRow());
        Break(1);
    }

    public void CloseTable()
    {
        Line(_tables.Close());
        Break(2);
    }

    /// <summary>Writes what is left, and ends the last line.</summary>
    public void End()
    {
        while (_tables.Any)
        {
            CloseTable();
        }

        if (_hasText)
        {
            to.Write("\n");
        }
    }

    private void Line(string? line)
    {
        if (line is not null)
        {
            Break(1);
            _space = false;
            BeginLine();
            to.Write(line);
            Break(1);
        }
    }

    private void Character(char character)
    {
        if (_inLink)
        {
            _link.Append(character);
        }

        if (_tables.InCell)
        {
            _tables.Append(_mark, _space, character);
            (_mark, _space) = ("", false);
            return;
        }

        var begins = _breaks > 0;
        BeginLine();
        if (_space && !begins)
        {
            to.Write(" ");
        }

        _space = false;
        to.Write([character]);
    }

    private void BeginLine()
    {
        if (_breaks > 0)
        {
            for (; _hasText && _breaks > 0; _breaks--)
            {
                to.Write("\n");
            }

            (_breaks, _hasText) = (0, true);
            to.Write(_mark);
            _mark = "";
        }
    }
}
