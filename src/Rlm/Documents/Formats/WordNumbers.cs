using System.Globalization;
using System.Xml;

namespace Rlm.Documents.Formats;

/// <summary>The lists of a document: the marks of their items, counted as Word counts them.</summary>
internal sealed class WordNumbers
{
    private const int Levels = 9;
    private readonly Dictionary<string, string> _lists = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Level[]> _kinds = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int[]> _counts = new(StringComparer.Ordinal);

    public static WordNumbers Read(WordPackage package)
    {
        var numbers = new WordNumbers();
        if (package.Beside("numbering.xml") is { } entry)
        {
            using var xml = WordPackage.Open(entry);
            numbers.Read(xml);
        }

        return numbers;
    }

    /// <summary>The mark of the next item of a list, moved in by its level; a dash where the list is not known.</summary>
    public string Next(string list, int level)
    {
        if (list == "0")
        {
            return "";
        }

        var indent = new string(' ', 2 * level);
        if (!_lists.TryGetValue(list, out var kind) || !_kinds.TryGetValue(kind, out var levels))
        {
            return indent + "- ";
        }

        if (!_counts.TryGetValue(kind, out var counts))
        {
            _counts[kind] = counts = new int[Levels];
        }

        counts[level] = counts[level] == 0 ? levels[level].Start : unchecked(counts[level] + 1);
        Array.Clear(counts, level + 1, Levels - level - 1);
        var mark = levels[level].Mark(levels, counts);
        return mark.Length == 0 ? "" : indent + mark + " ";
    }

    private void Read(XmlReader xml)
    {
        (string? kind, string? list, Level? level) = (null, null, null);
        while (xml.Read())
        {
            if (xml.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            switch (xml.LocalName)
            {
                case "abstractNum":
                    (kind, list, level) = (WordPackage.Value(xml, "abstractNumId"), null, null);
                    if (kind is not null)
                    {
                        _kinds[kind] = [.. Enumerable.Range(0, Levels).Select(_ => new Level())];
                    }

                    break;
                case "num":
                    (kind, list, level) = (null, WordPackage.Value(xml, "numId"), null);
                    break;
                case "abstractNumId" when list is not null && WordPackage.Value(xml) is { } id:
                    _lists[list] = id;
                    break;
                case "lvl" when kind is not null:
                    level = _kinds[kind][WordStyles.LevelOf(WordPackage.Value(xml, "ilvl"))];
                    break;
                case "numFmt" when level is not null:
                    level.Format = WordPackage.Value(xml) ?? level.Format;
                    break;
                case "lvlText" when level is not null:
                    level.Text = WordPackage.Value(xml) ?? level.Text;
                    break;
                case "start" when level is not null && int.TryParse(WordPackage.Value(xml), NumberStyles.None, CultureInfo.InvariantCulture, out var start):
                    level.Start = start;
                    break;
            }
        }
    }

    private sealed class Level
    {
        public string Format { get; set; } = "bullet";

        public string Text { get; set; } = "";

        public int Start { get; set; } = 1;

        public string Mark(Level[] levels, int[] counts)
        {
            if (Format is "bullet")
            {
                return "-";
            }

            if (Format is "none")
            {
                return "";
            }

            var mark = Text;
            for (var i = 0; i < levels.Length && mark.Contains('%', StringComparison.Ordinal); i++)
            {
                mark = mark.Replace("%" + (i + 1).ToString(CultureInfo.InvariantCulture), Numeral.Of(counts[i], levels[i].Format), StringComparison.Ordinal);
            }

            return mark.Trim();
        }
    }
}
