using Rlm.Documents;
using Rlm.Server.Runs;

namespace Rlm.Server.Mcp;

/// <summary>The documents that a tool is called with.</summary>
internal sealed class ToolDocuments(DocumentLoader loader, AllowedPaths allowed)
{
    public const string Nothing = "There is nothing to look at: give `paths` or `text`.";

    /// <summary>The documents, or what is wrong with the paths.</summary>
    public async Task<(DocumentSet? Documents, string? Problem)> LoadAsync(IReadOnlyList<string>? paths, string? text, CancellationToken cancellationToken)
    {
        if (paths is null or [])
        {
            return text is null ? (null, Nothing) : (DocumentSet.Of([("text.txt", Text.FromText(text))]), null);
        }

        if (text is not null)
        {
            return (null, "Give `paths` or `text`, not both.");
        }

        if (Find(paths, out var problem) is not { } real)
        {
            return (null, problem);
        }

        var documents = await loader.LoadAsync(real, null, cancellationToken);
        if (documents.Problems.Count == 0)
        {
            return (documents, null);
        }

        problem = string.Join(' ', documents.Problems.Select(p => p.Message));
        documents.Dispose();
        return (null, problem);
    }

    /// <summary>The real paths, or what is wrong.</summary>
    public IReadOnlyList<string>? Find(IReadOnlyList<string> paths, out string? problem)
    {
        var real = paths.Select(allowed.Find).ToList();
        var wrong = real.IndexOf(null);
        problem = wrong < 0 ? null
            : $"{paths[wrong]} may not be read here, or is not there. What may be read lies below: {(allowed.IsEmpty ? "no folder at all; give `text`" : string.Join(", ", allowed.Folders))}.";
        return wrong < 0 ? [.. real.OfType<string>()] : null;
    }
}
