namespace Rlm.Documents;

/// <summary>What documents that people have are converted from, see <see cref="DocumentOptions.Formats"/>.</summary>
public enum DocumentFormat
{
    /// <summary>PDF: the text of each page below a line <c>[page N]</c>.</summary>
    Pdf,

    /// <summary>Word since 2007 (<c>.docx</c> and its kin): paragraphs, headings with <c>#</c>, lists, tables, footnotes.</summary>
    Word,

    /// <summary>Excel (<c>.xlsx</c>, <c>.xls</c>, <c>.xlsb</c>): each sheet is a document of CSV.</summary>
    Excel,

    /// <summary>Parquet: CSV with a header.</summary>
    Parquet,

    /// <summary>HTML and XHTML: the text that a reader sees.</summary>
    Html,

    /// <summary>E-mail, one message (<c>.eml</c>) or many (<c>.mbox</c>), with the attachments that can be read.</summary>
    Email,
}
