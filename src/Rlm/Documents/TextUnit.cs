namespace Rlm.Documents;

/// <summary>By what places in a text are numbered, besides bytes.</summary>
internal enum TextUnit
{
    /// <summary>Lines; the place of one is the byte after the newline before it.</summary>
    Line,

    /// <summary>Unicode scalar values; the place of one is its first byte.</summary>
    Character,
}
