using System.Globalization;
using System.Text;

namespace Rlm.Bench.Reports;

/// <summary>One measure's part of the results: a title, text and tables.</summary>
/// <param name="number">Its place on the page.</param>
/// <param name="name">The rest of its file's name.</param>
/// <param name="title">Its head.</param>
/// <param name="conditions">When and beside what it was measured; null: now, which is before the measuring.</param>
internal sealed class Section(int number, string name, string title, string? conditions = null)
{
    private readonly StringBuilder _text = new();
    private readonly List<string> _missed = [];
    private readonly string _conditions = conditions ?? $"Load of the machine when this began: {Machine.Load()}.";

    /// <summary>Where it stands among the others: its file is named by it.</summary>
    public string FileName { get; } = $"{number:00}-{name}.md";

    /// <summary>What was to be reached and was not.</summary>
    public IReadOnlyList<string> Missed => _missed;

    /// <summary>A paragraph, or any other Markdown.</summary>
    public Section Text(string markdown)
    {
        _text.Append('\n').Append(markdown.Trim()).Append('\n');
        return this;
    }

    /// <summary>A table whose first column is to the left and whose others are to the right.</summary>
    public Section Table(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        _text.Append(CultureInfo.InvariantCulture, $"\n| {string.Join(" | ", columns)} |\n|---|{string.Concat(columns.Skip(1).Select(_ => "---:|"))}\n");
        foreach (var row in rows)
        {
            _text.Append(CultureInfo.InvariantCulture, $"| {string.Join(" | ", row)} |\n");
        }

        return this;
    }

    /// <summary>The words for a value that must not be larger than its limit; one that is larger is kept as missed.</summary>
    public string AtMost(string what, double value, double limit, string unit = "") => Target("at most", what, value, limit, unit, value <= limit);

    /// <summary>The words for a value that must not be smaller than its limit; one that is smaller is kept as missed.</summary>
    public string AtLeast(string what, double value, double limit, string unit = "") => Target("at least", what, value, limit, unit, value >= limit);

    /// <summary>What the measure says on the page.</summary>
    public override string ToString() => $"## {title}\n{_text}\n{_conditions}\n";

    private string Target(string bound, string what, double value, double limit, string unit, bool met)
    {
        var words = $"{bound} {Figures.Amount(limit, unit)}";
        if (met)
        {
            return words;
        }

        _missed.Add($"{what}: {Figures.Amount(value, unit)}, should be {words}");
        return $"{words}, **missed**";
    }
}
