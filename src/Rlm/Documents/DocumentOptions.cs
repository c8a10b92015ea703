using System.Collections.Immutable;

namespace Rlm.Documents;

/// <summary>What becomes a document and how much of the disk it may take.</summary>
public sealed record DocumentOptions
{
    // One set for all, so that options that say the same are equal.
    private static readonly ImmutableHashSet<DocumentFormat> AllFormats = [.. Enum.GetValues<DocumentFormat>()];

    /// <summary>
    /// Globs; when not empty, only what one of them matches is taken from folders, globs and archives. A pattern that
    /// names a file also overrides the rules that would leave it out (<c>*.log</c> although ignored, <c>.env</c>,
    /// <c>*.pem</c>); a pattern that begins with the path of a folder opens it (<c>node_modules/left-pad/**</c>).
    /// </summary>
    /// <remarks>A pattern without <c>/</c> is matched against file names, any other against the path below the folder.</remarks>
    public IReadOnlyList<string> Include { get; init; } = [];

    /// <summary>Globs of what is not taken from folders, globs and archives; they win over <see cref="Include"/>.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>True to take what <c>.gitignore</c> names, hidden files and dependency folders too. Key files and <c>.git</c> stay out.</summary>
    public bool NoIgnore { get; init; }

    /// <summary>
    /// Which formats are converted to text. Default: all. What is not converted is read as it is when it is text (HTML,
    /// mail) and left out when it is not.
    /// </summary>
    public ImmutableHashSet<DocumentFormat> Formats { get; init; } = AllFormats;

    /// <summary>
    /// Bytes of disk that all that must be rewritten (expanded, re-encoded, standard input) may take together.
    /// 1 and up; null: what is free in the spill folder but 512 MiB.
    /// </summary>
    public long? MaxSpillBytes { get; init; } = 64L << 30;

    /// <summary>
    /// How many times its own size an archive may expand to, beyond <see cref="FreeExpansionBytes"/>. 1 and up; null: any.
    /// Ordinary logs shrink to a tenth or a hundredth.
    /// </summary>
    public int? MaxExpansionRatio { get; init; } = 200;

    /// <summary>Bytes that an archive may always expand to, whatever the ratio. 0 and up.</summary>
    public long FreeExpansionBytes { get; init; } = 256L << 20;

    /// <summary>Entries that an archive may hold. 1 and up.</summary>
    public int MaxArchiveEntries { get; init; } = 200_000;

    /// <summary>
    /// Bytes up to which a file is checked as a whole to be UTF-8 when it is loaded. Of a larger one 16 samples are
    /// checked; damage between them shows when it is analysed. 0 and up; null: all files as a whole.
    /// </summary>
    public long? WholeCheckBytes { get; init; } = 256L << 20;

    /// <summary>
    /// Folder in which the line indexes of large files are kept for other processes, of this user and for nothing else; it is
    /// made with rights for its owner only. Null, the default: indexes last as long as the documents are loaded.
    /// </summary>
    public string? IndexFolder { get; init; }

    /// <summary>
    /// File with the key that seals indexes, made when missing, readable by its owner only; it must not lie in
    /// <see cref="IndexFolder"/>. It may be the one of the module cache. Null, the default: indexes are not kept.
    /// </summary>
    public string? IndexKeyFile { get; init; }

    /// <summary>Bytes from which on the index of a file is kept in <see cref="IndexFolder"/>; smaller files are quicker read anew. 0 and up. Default: 64 MiB.</summary>
    public long IndexFromBytes { get; init; } = 64L << 20;

    /// <summary>
    /// Bytes that all kept indexes may take together; those used longest ago go first. An index has 8 bytes for each MiB of
    /// its file, at most 512 KiB. 0 and up. Default: 64 MiB.
    /// </summary>
    public long MaxIndexBytes { get; init; } = 64L << 20;

    /// <summary>Folder for what must be rewritten; null: the system's folder for temporary files.</summary>
    public string? SpillFolder { get; init; }
}
