using System.IO.Compression;

namespace Rlm.Documents.Formats;

/// <summary>Looks into the two containers of Office for what they hold.</summary>
internal static class OfficeContainer
{
    /// <summary>The format, or null when it is another kind of ZIP archive.</summary>
    /// <exception cref="InvalidDataException">It is no whole ZIP archive.</exception>
    public static DocumentFormat? InZip(Stream stream)
    {
        stream.Position = 0;
        using var zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
        foreach (var entry in zip.Entries)
        {
            switch (entry.FullName.Replace('\\', '/').TrimStart('/'))
            {
                case "word/document.xml" or "word/document2.xml": return DocumentFormat.Word;
                case "xl/workbook.xml" or "xl/workbook.bin": return DocumentFormat.Excel;
                case "ppt/presentation.xml":
                    throw NotConvertedException.NoText("a PowerPoint presentation; export it as PDF and name that");
            }
        }

        return null;
    }

    /// <summary>The format, or null when it holds something else.</summary>
    /// <exception cref="NotConvertedException">It is of a kind that has no converter.</exception>
    public static DocumentFormat? InCompound(Stream stream)
    {
        var names = CompoundFile.Names(stream);
        if (names.Contains("EncryptedPackage"))
        {
            throw NotConvertedException.NoText("an Office document that is encrypted with a password; save it without one and name that");
        }

        if (names.Contains("WordDocument"))
        {
            throw NotConvertedException.NoText("a document of Word before 2007; save it as .docx or as PDF and name that");
        }

        if (names.Contains("PowerPoint Document"))
        {
            throw NotConvertedException.NoText("a presentation of PowerPoint before 2007; export it as PDF and name that");
        }

        if (names.Contains("__properties_version1.0"))
        {
            throw NotConvertedException.NoText("a message of Outlook (.msg); save it as .eml and name that");
        }

        return names.Contains("Workbook") || names.Contains("Book") ? DocumentFormat.Excel : null;
    }
}
