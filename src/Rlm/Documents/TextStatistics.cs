namespace Rlm.Documents;

/// <summary>How much text there is.</summary>
/// <param name="Bytes">Length in bytes of UTF-8.</param>
/// <param name="Characters">Unicode scalar values.</param>
/// <param name="Words">Longest runs without Unicode white space, as Rust's <c>split_whitespace</c> finds them.</param>
/// <param name="Lines">Lines as Rust's <c>lines</c> finds them: a last line without a newline counts.</param>
/// <param name="Newlines">Newlines, which is what <c>wc -l</c> counts.</param>
public sealed record TextStatistics(long Bytes, long Characters, long Words, long Lines, long Newlines)
{
    /// <summary>Counts all, in one pass and the memory of a window. What was counted before is not read again.</summary>
    /// <exception cref="DocumentChangedException">The bytes are no longer there.</exception>
    public static TextStatistics Of(Text text, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        cancellationToken.ThrowIfCancellationRequested();
        var words = text.CountWords(cancellationToken);
        var counts = text.CountTo(text.Length, cancellationToken);
        return new(text.Length, counts.Characters, words, TextLines.Count(text, counts), counts.Newlines);
    }

    /// <summary>Counts lines only, as <see cref="Lines"/> does, at the speed of memory.</summary>
    /// <exception cref="DocumentChangedException">The bytes are no longer there.</exception>
    public static long CountLines(Text text, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TextLines.Count(text, text.CountTo(text.Length, cancellationToken));
    }

    /// <summary>Counts characters only, as <see cref="Characters"/> does, at the speed of memory.</summary>
    /// <exception cref="DocumentChangedException">The bytes are no longer there.</exception>
    internal static long CountCharacters(Text text, CancellationToken cancellationToken) =>
        text.CountTo(text.Length, cancellationToken).Characters;
}
