using System.Text;
using Rlm.Documents;

namespace Rlm.Prompts;

/// <summary>What a model sees of the documents before it asks: sizes, first lines, a few from the middle, and the last.</summary>
internal static class DocumentPreview
{
    /// <summary>The first line often names the columns: it may be so many times longer.</summary>
    private const int HeaderShare = 3;

    public static string Of(DocumentSet documents, CancellationToken cancellationToken) => Of(documents, null, cancellationToken);

    /// <param name="documents">The documents.</param>
    /// <param name="maxBytes">UTF-8 bytes that it may take; null: as many as are useful. The line that says how many documents there are always stands.</param>
    /// <param name="cancellationToken">Looked at while documents are read.</param>
    public static string Of(DocumentSet documents, int? maxBytes, CancellationToken cancellationToken)
    {
        var most = PreviewDetail.All[0];
        var excerpts = documents.Documents.Take(most.Documents).Select(d => DocumentExcerpt.Of(d, most, cancellationToken)).ToList();
        var preview = string.Empty;
        foreach (var detail in PreviewDetail.All)
        {
            preview = Render(documents, excerpts, detail);
            if (maxBytes is null || Encoding.UTF8.GetByteCount(preview) <= maxBytes)
            {
                break;
            }
        }

        return preview;
    }

    private static string Render(DocumentSet documents, List<DocumentExcerpt> excerpts, PreviewDetail detail)
    {
        var text = new StringBuilder();
        var all = documents.Documents;
        text.Append($"{all.Count:N0} document{(all.Count == 1 ? string.Empty : "s")}, {documents.Context.Length:N0} bytes together.\n");
        foreach (var excerpt in excerpts.Take(detail.Documents))
        {
            Append(text, excerpt, detail);
        }

        foreach (var document in all.Skip(detail.Documents).Take(detail.Listed))
        {
            text.Append($"- {Clean(document.Name)}: {document.Bytes:N0} bytes\n");
        }

        if (all.Count > detail.Documents + detail.Listed)
        {
            text.Append($"- … and {all.Count - detail.Documents - detail.Listed:N0} more; the command `documents` lists them\n");
        }

        return text.ToString().TrimEnd();
    }

    private static void Append(StringBuilder text, DocumentExcerpt document, PreviewDetail detail)
    {
        text.Append($"\n### {Clean(document.Name)} ({(document.Origin is { } origin ? $"{origin}; " : string.Empty)}{document.Bytes:N0} bytes, {document.Lines:N0} lines)\n");
        AppendLines(text, document.First.Take(detail.First), detail, detail.LineCharacters * HeaderShare);
        if (document.Middle.Count > 0 && detail.Middle > 0)
        {
            text.Append($"[… from line {document.MiddleFrom}:]\n");
            AppendLines(text, document.Middle.Take(detail.Middle), detail, detail.LineCharacters);
        }

        if (document.Last.Count > 0 && detail.Last > 0)
        {
            text.Append("[… the last lines:]\n");
            AppendLines(text, document.Last.TakeLast(detail.Last), detail, detail.LineCharacters);
        }
    }

    private static void AppendLines(StringBuilder text, IEnumerable<string> lines, PreviewDetail detail, int most)
    {
        foreach (var line in lines)
        {
            text.Append("| ").Append(Cut(line, most)).Append('\n');
            most = detail.LineCharacters;
        }
    }

    private static string Cut(string line, int most)
    {
        line = Clean(line.TrimEnd('\r'));
        if (line.Length <= most)
        {
            return line;
        }

        // Not between the two halves of a surrogate pair.
        var end = char.IsHighSurrogate(line[most - 1]) ? most - 1 : most;
        return $"{line[..end]} [… {line.Length:N0} characters in all]";
    }

    private static string Clean(string text) => TerminalText.Clean(text);
}
