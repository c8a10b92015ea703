namespace Rlm.Documents;

/// <summary>What became of one file, entry or stream: a text, or the reason why not.</summary>
/// <param name="Text">The text, or null.</param>
/// <param name="Encoding">What it was on disk.</param>
/// <param name="EndsInLine">Whether its last line has no newline.</param>
/// <param name="Reason">Why it is left out of a folder or archive.</param>
/// <param name="Code">What the problem is when it was asked for by name.</param>
/// <param name="Detail">More about it for a person.</param>
internal readonly record struct Ingested(
    Text? Text,
    DocumentEncoding Encoding,
    bool EndsInLine,
    LeftOutReason Reason,
    DocumentProblemCode Code,
    string Detail)
{
    /// <summary>What it was converted from, or null for text.</summary>
    public DocumentOrigin? Origin { get; init; }

    /// <summary>The documents that the file holds, or null when it is one. Then there is neither text nor reason.</summary>
    public IReadOnlyList<IngestedPart>? Parts { get; init; }

    public static Ingested Several(IReadOnlyList<IngestedPart> parts) => default(Ingested) with { Parts = parts };

    public static Ingested Done(Text text, DocumentEncoding encoding, bool endsInLine) =>
        new(text, encoding, endsInLine, default, default, "");

    public static Ingested Refused(LeftOutReason reason, DocumentProblemCode code, string detail) =>
        new(null, default, false, reason, code, detail);

    public static Ingested NoText(string detail) => Refused(LeftOutReason.Binary, DocumentProblemCode.NotText, detail);

    /// <summary>Turns what the outside world throws while a document is read into a value.</summary>
    public static Ingested Failed(Exception fault) => fault switch
    {
        SpillLimitException => Refused(LeftOutReason.TooLarge, DocumentProblemCode.TooLarge, fault.Message),
        SpillWriteException => Refused(LeftOutReason.Unreadable, DocumentProblemCode.SpillFailed, fault.Message),
        InvalidDataException or EndOfStreamException or NotSupportedException or FormatException =>
            Refused(LeftOutReason.Unreadable, DocumentProblemCode.BrokenArchive, fault.Message),
        _ => Refused(LeftOutReason.Unreadable, DocumentProblemCode.Unreadable, fault.Message),
    };

    /// <summary>Whether the fault is one that a file can cause, and no bug.</summary>
    public static bool IsOutside(Exception fault) => fault is IOException or UnauthorizedAccessException or
        InvalidDataException or NotSupportedException or FormatException or System.Security.SecurityException;
}
