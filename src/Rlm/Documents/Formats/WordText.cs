using System.Globalization;
using System.Text;
using System.Xml;

namespace Rlm.Documents.Formats;

/// <summary>Writes the paragraphs and tables of one part of a Word document, element by element.</summary>
internal sealed class WordText(XmlReader xml, WordStyles styles, WordNumbers numbers, string note, string noteMark, Conversion to)
{
    private const int NodesBetweenChecks = 1_000;
    private readonly Stack<Paragraph> _paragraphs = new();
    private readonly Stack<Row> _tables = new();
    private bool _inProperties;
    private string _noteMark = "";

    public void Write()
    {
        for (var count = 1; ; count++)
        {
            if (count % NodesBetweenChecks == 0)
            {
                to.Check();
            }

            // Text boxes are there twice, deleted and moved text still: one of each is read. Skipping moves on by itself.
            while (xml.NodeType == XmlNodeType.Element && IsPassedOver())
            {
                xml.Skip();
            }

            switch (xml.NodeType)
            {
                case XmlNodeType.Element when _inProperties && xml.LocalName != "pPr":
                    Property();
                    break;
                case XmlNodeType.Element:
                    Start(xml.IsEmptyElement);
                    break;
                case XmlNodeType.EndElement:
                    End(xml.LocalName);
                    break;
            }

            if (!xml.Read())
            {
                return;
            }
        }
    }

    private bool IsPassedOver() => xml.LocalName switch
    {
        "Fallback" or "moveFrom" or "del" or "rPr" or "tblPr" or "tcPr" or "trPr" or "sectPr" => true,
        _ when note.Length > 0 && xml.LocalName == note => WordPackage.Value(xml, "type") is "separator" or "continuationSeparator" or "continuationNotice",
        _ => false,
    };

    private void Property()
    {
        var paragraph = _paragraphs.Peek();
        switch (xml.LocalName)
        {
            case "pStyle":
                paragraph.Style = WordPackage.Value(xml);
                break;
            case "outlineLvl":
                paragraph.Heading = WordStyles.HeadingOf(WordPackage.Value(xml));
                break;
            case "numId":
                paragraph.Number = WordPackage.Value(xml);
                break;
            case "ilvl":
                paragraph.Level = WordStyles.LevelOf(WordPackage.Value(xml));
                break;
        }
    }

    private void Start(bool isEmpty)
    {
        switch (xml.LocalName)
        {
            case "p" when IsWord():
                _paragraphs.Push(new());
                if (isEmpty)
                {
                    EndParagraph();
                }

                break;
            case "pPr" when _paragraphs.Count > 0 && IsWord():
                _inProperties = !isEmpty;
                break;
            case "t" when !isEmpty:
                Text();
                break;
            case "tab" or "ptab":
                Append("\t");
                break;
            case "br" or "cr" when IsWord():
                Append("\n");
                break;
            case "noBreakHyphen":
                Append("-");
                break;
            case "sym" when WordPackage.Value(xml, "char") is { } code &&
                int.TryParse(code, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var value) && Rune.IsValid(value):
                Append(new Rune(value).ToString());
                break;
            case "footnoteReference":
                Append($"[^{WordPackage.Value(xml, "id")}]");
                break;
            case "endnoteReference":
                Append($"[^e{WordPackage.Value(xml, "id")}]");
                break;
            case "tr" when IsWord():
                _tables.Push(new());
                break;
            case "tc" when _tables.TryPeek(out var row):
                row.Begin();
                break;
            case "footnote" or "endnote" when xml.LocalName == note:
                _noteMark = $"[^{noteMark}{WordPackage.Value(xml, "id")}]: ";
                break;
        }
    }

    /// <summary>Mathematics has paragraphs and runs of the same names; drawings have breaks.</summary>
    private bool IsWord() => xml.NamespaceURI.Contains("wordprocessingml", StringComparison.Ordinal);

    private void Text()
    {
        // Up to the end element, which the loop then meets; what is nested in it is no text.
        while (xml.Read() && xml.NodeType is not (XmlNodeType.EndElement or XmlNodeType.Element))
        {
            Append(xml.Value);
        }
    }

    private void End(string name)
    {
        switch (name)
        {
            case "pPr":
                _inProperties = false;
                break;
            case "p" when IsWord():
                EndParagraph();
                break;
            case "tr" when IsWord() && _tables.TryPop(out var row) && row.Line() is { } line:
                Line(line);
                break;
        }
    }

    private void EndParagraph()
    {
        if (!_paragraphs.TryPop(out var paragraph))
        {
            return;
        }

        _inProperties = false;
        var meaning = styles.Of(paragraph.Style);
        var heading = paragraph.Heading != 0 ? Math.Max(0, paragraph.Heading) : meaning.Heading;
        var (number, level) = paragraph.Number is { } own ? (own, paragraph.Level ?? 0) : (meaning.Number, paragraph.Level ?? meaning.Level);

        // A list counts its empty items too, but a line without text is none.
        var text = paragraph.Text.ToString().Trim();
        var mark = number is null || text.Length == 0 ? "" : numbers.Next(number, level);
        if (text.Length > 0)
        {
            Line(heading > 0 ? $"{new string('#', heading)} {mark.TrimStart()}{text}" : mark + text);
        }
    }

    private void Line(string line)
    {
        if (_tables.TryPeek(out var row))
        {
            row.Append(line);
            return;
        }

        to.Write(_noteMark);
        to.Write(line);
        to.Write("\n");
        _noteMark = "";
    }

    private void Append(string text)
    {
        if (_paragraphs.TryPeek(out var paragraph))
        {
            paragraph.Text.Append(text);
        }
    }

    private sealed class Paragraph
    {
        public StringBuilder Text { get; } = new();

        public string? Style { get; set; }

        public int Heading { get; set; }

        public string? Number { get; set; }

        public int? Level { get; set; }
    }

    /// <summary>The cells of a row, each on one line.</summary>
    private sealed class Row
    {
        private readonly StringBuilder _cells = new();
        private bool _any;
        private bool _hasText;

        public void Begin()
        {
            _cells.Append(_any ? " | " : "");
            (_any, _hasText) = (true, false);
        }

        public void Append(string line)
        {
            _cells.Append(_hasText ? " " : "").Append(line.ReplaceLineEndings(" "));
            _hasText = true;
        }

        public string? Line()
        {
            var line = _cells.ToString().TrimEnd();
            return line.AsSpan().Trim(" |").IsEmpty ? null : line;
        }
    }
}
