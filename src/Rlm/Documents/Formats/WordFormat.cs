using System.IO.Compression;

namespace Rlm.Documents.Formats;

/// <summary>Word since 2007: paragraphs as lines, read straight from the XML of the package.</summary>
internal sealed class WordFormat : IDocumentFormat
{
    public DocumentFormat Format => DocumentFormat.Word;

    public long MaxBytes => ConversionLimits.ParsedBytes;

    public void Convert(Stream stream, Conversion to)
    {
        using var zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
        var package = new WordPackage(zip);
        var styles = WordStyles.Read(package);
        var numbers = WordNumbers.Read(package);
        Part(package.Main, "", "");
        Part(package.Beside("footnotes.xml"), "footnote", "");
        Part(package.Beside("endnotes.xml"), "endnote", "e");
        to.EndPart("", Format);

        void Part(ZipArchiveEntry? entry, string note, string noteMark)
        {
            if (entry is not null)
            {
                using var xml = WordPackage.Open(entry);
                new WordText(xml, styles, numbers, note, noteMark, to).Write();
            }
        }
    }
}
