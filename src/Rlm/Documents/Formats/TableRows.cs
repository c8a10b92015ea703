using System.Text;

namespace Rlm.Documents.Formats;

/// <summary>The tables that are open, each with the cells of its row so far.</summary>
internal sealed class TableRows
{
    private readonly Stack<Table> _tables = new();

    public bool Any => _tables.Count > 0;

    /// <summary>Whether text goes into a cell.</summary>
    public bool InCell => _tables.TryPeek(out var table) && table is { IsLayout: false, InCell: true };

    /// <summary>Begins a table. The line of cells so far of the one around it comes back, which from now on is only layout.</summary>
    public string? Open()
    {
        string? line = null;
        if (_tables.TryPeek(out var outer) && outer.InCell)
        {
            line = outer.End();
            outer.IsLayout = true;
        }

        _tables.Push(new());
        return line;
    }

    public string? Close() => _tables.TryPop(out var table) ? table.End() : null;

    public void BeginRow()
    {
        if (_tables.TryPeek(out var table))
        {
            table.InCell = false;
        }
    }

    /// <returns>False when it is a cell of layout, or of no table.</returns>
    public bool BeginCell()
    {
        if (!_tables.TryPeek(out var table) || table.IsLayout)
        {
            return false;
        }

        table.Begin();
        return true;
    }

    public string? EndRow() => _tables.TryPeek(out var table) ? table.End() : null;

    public void Append(string mark, bool space, char character) => _tables.Peek().Append(mark, space, character);

    private sealed class Table
    {
        private readonly StringBuilder _row = new();
        private bool _cellHasText;
        private bool _any;

        /// <summary>Whether its cells hold tables, so that it only lays the page out.</summary>
        public bool IsLayout { get; set; }

        public bool InCell { get; set; }

        public void Begin()
        {
            _row.Append(_any ? " | " : "");
            (_any, InCell, _cellHasText) = (true, true, false);
        }

        public void Append(string mark, bool space, char character)
        {
            _row.Append(space && _cellHasText ? " " : "").Append(mark).Append(character);
            _cellHasText = true;
        }

        /// <summary>The line of the row, or null when it has no text.</summary>
        public string? End()
        {
            var line = _row.ToString().TrimEnd();
            _row.Clear();
            (_any, InCell, _cellHasText) = (false, false, false);
            return line.AsSpan().Trim(" |").IsEmpty ? null : line;
        }
    }
}
