using System.Globalization;
using System.Xml;

namespace Rlm.Documents.Formats;

/// <summary>Which styles of a document are headings, and which number their paragraphs.</summary>
internal sealed class WordStyles
{
    /// <summary>Styles that a style may be based on, one on the other; a circle ends here.</summary>
    private const int MostBases = 32;

    private readonly Dictionary<string, Style> _styles = new(StringComparer.Ordinal);

    /// <summary>What a paragraph of a style is.</summary>
    /// <param name="Heading">Level of the heading from 1, or 0.</param>
    /// <param name="Number">Its list, or null.</param>
    /// <param name="Level">Its level in that list.</param>
    public readonly record struct Meaning(int Heading, string? Number, int Level);

    public static WordStyles Read(WordPackage package)
    {
        var styles = new WordStyles();
        if (package.Beside("styles.xml") is { } entry)
        {
            using var xml = WordPackage.Open(entry);
            styles.Read(xml);
        }

        return styles;
    }

    public Meaning Of(string? id)
    {
        var (heading, number, level) = (0, (string?)null, 0);
        for (var count = 0; id is not null && count < MostBases && _styles.TryGetValue(id, out var style); count++)
        {
            heading = heading == 0 ? style.Heading : heading;
            (number, level) = number is null ? (style.Number, style.Level) : (number, level);
            id = style.BasedOn;
        }

        return new(Math.Max(0, heading), number, level);
    }

    /// <summary>Level of a heading from 1, or -1 for body text, from what Word writes from 0 to 9.</summary>
    public static int HeadingOf(string? outlineLevel) =>
        int.TryParse(outlineLevel, NumberStyles.None, CultureInfo.InvariantCulture, out var level) && level is >= 0 and < 9 ? level + 1 : -1;

    public static int LevelOf(string? level) =>
        int.TryParse(level, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Clamp(number, 0, 8) : 0;

    private void Read(XmlReader xml)
    {
        Style? style = null;
        while (xml.Read())
        {
            if (xml.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            switch (xml.LocalName)
            {
                case "style":
                    style = WordPackage.Value(xml, "styleId") is { } id ? _styles[id] = new() : null;
                    break;
                case "name" when style is not null && style.Heading == 0:
                    style.Heading = Named(WordPackage.Value(xml));
                    break;
                case "basedOn" when style is not null:
                    style.BasedOn = WordPackage.Value(xml);
                    break;
                case "outlineLvl" when style is not null:
                    style.Heading = HeadingOf(WordPackage.Value(xml));
                    break;
                case "numId" when style is not null:
                    style.Number = WordPackage.Value(xml);
                    break;
                case "ilvl" when style is not null:
                    style.Level = LevelOf(WordPackage.Value(xml));
                    break;
            }
        }
    }

    private static int Named(string? name) => name switch
    {
        null => 0,
        "Title" => 1,
        _ when name.StartsWith("heading ", StringComparison.OrdinalIgnoreCase) &&
            int.TryParse(name.AsSpan(8), NumberStyles.None, CultureInfo.InvariantCulture, out var level) && level is > 0 and < 10 => level,
        _ => 0,
    };

    private sealed class Style
    {
        public int Heading { get; set; }

        public string? BasedOn { get; set; }

        public string? Number { get; set; }

        public int Level { get; set; }
    }
}
