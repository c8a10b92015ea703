using System.IO.Compression;
using System.Xml;

namespace Rlm.Documents.Formats;

/// <summary>The parts of a Word document.</summary>
internal sealed class WordPackage(ZipArchive zip)
{
    private readonly ZipArchiveEntry _main =
        Find(zip, "word/document.xml") ?? Find(zip, "word/document2.xml") ?? throw new InvalidDataException("it has no word/document.xml.");

    public ZipArchiveEntry Main => _main;

    /// <summary>A part beside the text, such as its styles, or null.</summary>
    public ZipArchiveEntry? Beside(string name) => Find(zip, "word/" + name);

    /// <summary>A reader of a part: no entities but XML's own, nothing from outside, no more text than memory holds.</summary>
    public static XmlReader Open(ZipArchiveEntry part) => XmlReader.Create(part.Open(), new XmlReaderSettings
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        CloseInput = true,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        MaxCharactersInDocument = ConversionLimits.ParsedBytes,
    });

    /// <summary>The value of the attribute <c>w:NAME</c>, whatever its prefix.</summary>
    public static string? Value(XmlReader xml, string name = "val")
    {
        if (!xml.HasAttributes)
        {
            return null;
        }

        string? found = null;
        while (xml.MoveToNextAttribute())
        {
            found = xml.LocalName == name && xml.NamespaceURI.Length > 0 ? xml.Value : found;
        }

        xml.MoveToElement();
        return found;
    }

    private static ZipArchiveEntry? Find(ZipArchive zip, string name) =>
        zip.Entries.FirstOrDefault(entry => entry.FullName.Replace('\\', '/').TrimStart('/').Equals(name, StringComparison.OrdinalIgnoreCase));
}
