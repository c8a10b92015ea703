namespace Rlm.Documents;

/// <summary>What is wrong with a document that was asked for by name.</summary>
public enum DocumentProblemCode
{
    /// <summary>No such file or folder.</summary>
    NotFound,

    /// <summary>The glob, folder or archive holds no document.</summary>
    NothingMatched,

    /// <summary>The file is not text.</summary>
    NotText,

    /// <summary>Rights or a fault of the disk.</summary>
    Unreadable,

    /// <summary>A device, pipe or socket.</summary>
    NotAFile,

    /// <summary>The archive is damaged.</summary>
    BrokenArchive,

    /// <summary>It expands beyond the bounds of <see cref="DocumentOptions"/>.</summary>
    TooLarge,

    /// <summary>The spill folder cannot be written or its disk is full.</summary>
    SpillFailed,

    /// <summary><c>-</c> was given, but there is no standard input, or it was given twice.</summary>
    NoStandardInput,

    /// <summary>The document is damaged, encrypted, or takes too long to convert.</summary>
    NotConverted,
}
