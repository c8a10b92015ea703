namespace Rlm.Documents;

/// <summary>Why something did not become a document.</summary>
public enum LeftOutReason
{
    /// <summary>It is not text.</summary>
    Binary,

    /// <summary>Its name begins with a dot.</summary>
    Hidden,

    /// <summary>A <c>.gitignore</c> names it.</summary>
    Ignored,

    /// <summary>A folder of dependencies or of what a build makes.</summary>
    DependencyFolder,

    /// <summary>It may hold a key or a password.</summary>
    KeyFile,

    /// <summary>An exclude pattern names it.</summary>
    Excluded,

    /// <summary>No include pattern names it.</summary>
    NotIncluded,

    /// <summary>A symbolic link; what it leads to inside the folder is read where it lies.</summary>
    Link,

    /// <summary>A device, pipe or socket.</summary>
    NotAFile,

    /// <summary>An archive inside a folder or another archive.</summary>
    Archive,

    /// <summary>It would expand beyond the bounds of <see cref="DocumentOptions"/>.</summary>
    TooLarge,

    /// <summary>It could not be read: rights, a fault, a damaged archive, an encrypted entry.</summary>
    Unreadable,

    /// <summary>Its name is not UTF-8, so that it cannot be named.</summary>
    NameNotUtf8,

    /// <summary>The same file was named before.</summary>
    Duplicate,
}
