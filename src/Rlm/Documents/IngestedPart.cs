namespace Rlm.Documents;

/// <summary>One of the documents that a file holds, as a workbook holds sheets and a mail attachments.</summary>
/// <param name="Name">Its name below the file's; empty: it has the file's own.</param>
/// <param name="Content">What became of it.</param>
internal readonly record struct IngestedPart(string Name, Ingested Content)
{
    /// <summary>What came of a file within the file: one part, or as many as it holds itself.</summary>
    public static IEnumerable<IngestedPart> Of(string name, Ingested content) => content.Parts is { } parts
        ? parts.Select(part => new IngestedPart(part.Name.Length == 0 ? name : $"{name}/{part.Name}", part.Content))
        : [new(name, content)];
}
