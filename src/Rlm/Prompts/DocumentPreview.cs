using System.Text;
using Rlm.Documents;

namespace Rlm.Prompts;

/// <summary>What a model sees of the documents before it asks: sizes, first lines, a few from the middle, and the last.</summary>
internal static class DocumentPreview
{
    private const int MaxDocuments = 8;
    private const int MaxListed = 40;
    private const int FirstLines = 12;
    private const int MiddleLines = 4;
    private const int LastLines = 2;
    private const int MaxLineCharacters = 200;
    private const int MaxLineBytes = 4096;

    public static string Of(DocumentSet documents, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        var all = documents.Documents;
        text.Append($"{all.Count:N0} document{(all.Count == 1 ? string.Empty : "s")}, {documents.Context.Length:N0} bytes together.\n");
        foreach (var document in all.Take(MaxDocuments))
        {
            cancellationToken.ThrowIfCancellationRequested();
            Append(text, document, cancellationToken);
        }

        foreach (var document in all.Skip(MaxDocuments).Take(MaxListed))
        {
            text.Append($"- {Clean(document.Name)}: {document.Bytes:N0} bytes\n");
        }

        if (all.Count > MaxDocuments + MaxListed)
        {
            text.Append($"- … and {all.Count - MaxDocuments - MaxListed:N0} more; the command `documents` lists them\n");
        }

        return text.ToString().TrimEnd();
    }

    private static void Append(StringBuilder text, Document document, CancellationToken cancellationToken)
    {
        var lines = TextStatistics.CountLines(document.Text, cancellationToken);
        text.Append($"\n### {Clean(document.Name)} ({document.Bytes:N0} bytes, {lines:N0} lines)\n");
        AppendLines(text, document.Text, 0, FirstLines, cancellationToken);
        if (lines <= FirstLines)
        {
            return;
        }

        if (lines > FirstLines + MiddleLines + LastLines)
        {
            var middle = Math.Max(FirstLines, lines / 2);
            text.Append($"[… from line {middle}:]\n");
            AppendLines(text, document.Text, middle, middle + MiddleLines, cancellationToken);
        }

        text.Append("[… the last lines:]\n");
        AppendLines(text, document.Text, Math.Max(FirstLines, lines - LastLines), lines, cancellationToken);
    }

    private static void AppendLines(StringBuilder text, Text document, long start, long end, CancellationToken cancellationToken)
    {
        var part = TextLines.Slice(document, start, end, cancellationToken);
        var read = part.ReadUtf8String(MaxLineBytes * FirstLines);
        if (read.Length == 0)
        {
            return;
        }

        foreach (var line in read.Split('\n', StringSplitOptions.None)[..Math.Min(read.Count(c => c == '\n') + (read.EndsWith('\n') ? 0 : 1), (int)(end - start))])
        {
            text.Append("| ").Append(Cut(line)).Append('\n');
        }
    }

    private static string Cut(string line)
    {
        line = Clean(line.TrimEnd('\r'));
        if (line.Length <= MaxLineCharacters)
        {
            return line;
        }

        // Not between the two halves of a surrogate pair.
        var end = char.IsHighSurrogate(line[MaxLineCharacters - 1]) ? MaxLineCharacters - 1 : MaxLineCharacters;
        return $"{line[..end]} [… {line.Length:N0} characters]";
    }

    private static string Clean(string text) => TerminalText.Clean(text);
}
