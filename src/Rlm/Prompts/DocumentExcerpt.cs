using Rlm.Documents;

namespace Rlm.Prompts;

/// <summary>The lines of a document that a preview may show, read once.</summary>
/// <param name="Name">The document's name.</param>
/// <param name="Origin">What it was converted from, or null.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Lines">How many lines it has.</param>
/// <param name="First">Its first lines.</param>
/// <param name="MiddleFrom">The number of the first line of <paramref name="Middle"/>, from 0.</param>
/// <param name="Middle">A few lines from its middle; none when the others are all there is.</param>
/// <param name="Last">Its last lines; none when the first are all there is.</param>
internal sealed record DocumentExcerpt(
    string Name,
    DocumentOrigin? Origin,
    long Bytes,
    long Lines,
    IReadOnlyList<string> First,
    long MiddleFrom,
    IReadOnlyList<string> Middle,
    IReadOnlyList<string> Last)
{
    private const int MaxPartBytes = 48 << 10;

    public static DocumentExcerpt Of(Document document, PreviewDetail most, CancellationToken cancellationToken)
    {
        var lines = TextStatistics.CountLines(document.Text, cancellationToken);
        var hasMiddle = lines > most.First + most.Middle + most.Last;
        var middle = Math.Max(most.First, lines / 2);
        return new DocumentExcerpt(
            document.Name,
            document.Origin,
            document.Bytes,
            lines,
            Read(document.Text, 0, most.First, cancellationToken),
            middle,
            hasMiddle ? Read(document.Text, middle, middle + most.Middle, cancellationToken) : [],
            lines > most.First ? Read(document.Text, Math.Max(most.First, lines - most.Last), lines, cancellationToken) : []);
    }

    private static string[] Read(Text document, long start, long end, CancellationToken cancellationToken)
    {
        var part = TextLines.Slice(document, start, end, cancellationToken);
        var read = part.ReadUtf8String(MaxPartBytes);
        return read.Length == 0
            ? []
            : read.Split('\n', StringSplitOptions.None)[..Math.Min(read.Count(c => c == '\n') + (read.EndsWith('\n') ? 0 : 1), (int)(end - start))];
    }
}
