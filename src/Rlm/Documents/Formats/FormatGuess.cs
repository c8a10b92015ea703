namespace Rlm.Documents.Formats;

/// <summary>What the first bytes of a file say that it is.</summary>
internal enum FormatGuess
{
    None,
    Pdf,
    Parquet,

    /// <summary>A ZIP archive that looks like an Office document from the outside.</summary>
    OfficeZip,

    /// <summary>The container of Office before 2007, and of encrypted Office documents since.</summary>
    Compound,
    Html,
    Email,
}
