using System.Globalization;

namespace Rlm.Documents.Formats;

/// <summary>The lists that are open, and the marks of their items.</summary>
internal sealed class HtmlLists
{
    /// <summary>Depth beyond which items are no longer moved in: a line is for reading.</summary>
    private const int MostIndented = 10;

    private readonly List<long?> _numbers = [];

    public int Depth => _numbers.Count;

    /// <param name="start">Number of the first item, or null for a list without numbers.</param>
    public void Open(string? start) => _numbers.Add(
        start is null ? null : long.TryParse(start, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : 1);

    public void Close()
    {
        if (_numbers.Count > 0)
        {
            _numbers.RemoveAt(_numbers.Count - 1);
        }
    }

    /// <summary>The mark of the next item.</summary>
    public string Next()
    {
        var indent = new string(' ', 2 * Math.Clamp(_numbers.Count - 1, 0, MostIndented));
        if (_numbers.Count == 0 || _numbers[^1] is not { } number)
        {
            return indent + "- ";
        }

        _numbers[^1] = unchecked(number + 1);
        return string.Create(CultureInfo.InvariantCulture, $"{indent}{number}. ");
    }
}
