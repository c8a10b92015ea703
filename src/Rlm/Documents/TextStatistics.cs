namespace Rlm.Documents;

/// <summary>How much text there is.</summary>
/// <param name="Bytes">Length in bytes of UTF-8.</param>
/// <param name="Characters">Unicode scalar values.</param>
/// <param name="Words">Longest runs without Unicode white space, as Rust's <c>split_whitespace</c> finds them.</param>
/// <param name="Lines">Lines as Rust's <c>lines</c> finds them: a last line without a newline counts.</param>
/// <param name="Newlines">Newlines, which is what <c>wc -l</c> counts.</param>
public sealed record TextStatistics(long Bytes, long Characters, long Words, long Lines, long Newlines)
{
    /// <summary>Counts all in one pass, in the memory of one window.</summary>
    /// <exception cref="DocumentChangedException">The bytes are no longer there.</exception>
    public static TextStatistics Of(Text text, CancellationToken cancellationToken = default) =>
        Of(text, TextWindows.DefaultBytes, cancellationToken);

    /// <summary>Counts lines only, as <see cref="Lines"/> does, at the speed of memory.</summary>
    /// <exception cref="DocumentChangedException">The bytes are no longer there.</exception>
    public static long CountLines(Text text, CancellationToken cancellationToken = default)
    {
        var newlines = 0L;
        var last = (byte)'\n';
        using var windows = new TextWindows(
            text, 0, text.Length, TextWindows.DefaultBytes, wholeLines: false, cancellationToken);
        while (windows.Next())
        {
            newlines += windows.Bytes.Count((byte)'\n');
            last = windows.Bytes[^1];
        }

        return newlines + (last == '\n' ? 0 : 1);
    }

    internal static TextStatistics Of(Text text, int windowBytes, CancellationToken cancellationToken)
    {
        var counts = default(Utf8Counts);
        var last = (byte)'\n';
        using var windows = new TextWindows(text, 0, text.Length, windowBytes, wholeLines: false, cancellationToken);
        while (windows.Next())
        {
            counts.Add(windows.Bytes);
            last = windows.Bytes[^1];
        }

        return new(text.Length, counts.Characters(), counts.Words, counts.Newlines + (last == '\n' ? 0 : 1), counts.Newlines);
    }
}
