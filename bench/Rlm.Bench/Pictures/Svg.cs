using System.Globalization;
using System.Text;
using System.Xml;

namespace Rlm.Bench.Pictures;

/// <summary>Writes one SVG file: what a picture of lines needs. It paints its own ground, light or dark as the reader has it.</summary>
internal sealed class Svg : IDisposable
{
    private const string Namespace = "http://www.w3.org/2000/svg";

    // Apart from one another for eyes that see few colours too; each series also has a mark of its own.
    private static readonly string[] Light = ["#0b5cad", "#c2410c", "#15803d", "#a21caf", "#475569", "#a16207", "#0e7490", "#be123c"];
    private static readonly string[] Dark = ["#6cb6ff", "#fb923c", "#4ade80", "#e879f9", "#cbd5e1", "#facc15", "#22d3ee", "#fb7185"];

    private readonly XmlWriter _xml;

    public Svg(string path, double width, double height, string title)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        _xml = XmlWriter.Create(path, new XmlWriterSettings
        {
            Encoding = new UTF8Encoding(false),
            Indent = true,
            NewLineChars = "\n",
            OmitXmlDeclaration = true,
        });
        _xml.WriteStartElement("svg", Namespace);
        Attributes(("viewBox", $"0 0 {Text(width)} {Text(height)}"), ("width", Text(width)), ("height", Text(height)), ("role", "img"));
        _xml.WriteElementString("title", Namespace, title);
        _xml.WriteElementString("style", Namespace, Style());
        Element("rect", ("class", "ground"), ("width", Text(width)), ("height", Text(height)), ("rx", "6"));
    }

    public void Label(double x, double y, string text, string kind, string anchor = "start", double turn = 0) => Element(
        "text",
        text,
        ("class", kind),
        ("x", Text(x)),
        ("y", Text(y)),
        ("text-anchor", anchor),
        ("transform", turn == 0 ? "" : $"rotate({Text(turn)} {Text(x)} {Text(y)})"));

    public void Line(double x1, double y1, double x2, double y2, string kind) =>
        Element("line", ("class", kind), ("x1", Text(x1)), ("y1", Text(y1)), ("x2", Text(x2)), ("y2", Text(y2)));

    public void Polyline(IReadOnlyList<(double X, double Y)> points, int series) => Element(
        "polyline",
        ("class", $"line s{series % Light.Length}"),
        ("points", string.Join(' ', points.Select(p => $"{Text(p.X)},{Text(p.Y)}"))));

    /// <summary>A circle, square, diamond or triangle.</summary>
    public void Mark(double x, double y, int series)
    {
        var outline = (series % 4) switch
        {
            0 => "M-3.6 0a3.6 3.6 0 1 0 7.2 0a3.6 3.6 0 1 0 -7.2 0z",
            1 => "M-3.2 -3.2h6.4v6.4h-6.4z",
            2 => "M0 -4.4L4.4 0L0 4.4L-4.4 0z",
            _ => "M0 -4.2L4.2 3.4L-4.2 3.4z",
        };
        Element("path", ("class", $"mark s{series % Light.Length}"), ("transform", $"translate({Text(x)} {Text(y)})"), ("d", outline));
    }

    public void Dispose()
    {
        _xml.WriteEndElement();
        _xml.WriteRaw("\n");
        _xml.Dispose();
    }

    private static string Text(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Style() => $$"""

        text { font-family: system-ui, "Segoe UI", "DejaVu Sans", sans-serif; font-size: 12px; fill: #1f2933; }
        .title { font-size: 15px; font-weight: 600; }
        .small { font-size: 11px; }
        .ground { fill: #ffffff; }
        .grid { stroke: #d9dee3; stroke-width: 1; }
        .edge { stroke: #6b7680; stroke-width: 1; }
        .line { fill: none; stroke-width: 2; stroke-linejoin: round; }
        {{Colours(Light)}}
        @media (prefers-color-scheme: dark) {
        text { fill: #e3e8ed; }
        .ground { fill: #14181d; }
        .grid { stroke: #323a43; }
        .edge { stroke: #8b96a1; }
        {{Colours(Dark)}}
        }

        """;

    private static string Colours(string[] colours) =>
        string.Join('\n', colours.Select((colour, i) => $".line.s{i} {{ stroke: {colour}; }} .mark.s{i} {{ fill: {colour}; }}"));

    private void Element(string name, params ReadOnlySpan<(string Name, string Value)> attributes) => Element(name, null, attributes);

    private void Element(string name, string? content, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        _xml.WriteStartElement(name, Namespace);
        Attributes(attributes);
        if (content is not null)
        {
            _xml.WriteString(content);
        }

        _xml.WriteEndElement();
    }

    private void Attributes(params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        foreach (var (name, value) in attributes)
        {
            if (value.Length > 0)
            {
                _xml.WriteAttributeString(name, value);
            }
        }
    }
}
