using Rlm.Documents;
using Rlm.Runs;

namespace Rlm.Traces;

/// <summary>What traces say of documents.</summary>
public static class RunTracing
{
    /// <summary>The documents as a trace remembers them.</summary>
    /// <exception cref="DocumentChangedException">Their bytes are no longer there.</exception>
    public static IReadOnlyList<DocumentFacts> Facts(DocumentSet documents, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(documents);
        return [.. documents.Documents.Select(d => DocumentFingerprint.Of(d, cancellationToken))];
    }

    /// <summary>The documents that are not as they were, each with what changed; none when all are the same.</summary>
    public static IReadOnlyList<string> Differences(IReadOnlyList<DocumentFacts> before, IReadOnlyList<DocumentFacts> now)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(now);
        var known = now.ToDictionary(d => d.Name, StringComparer.Ordinal);
        var names = before.Select(d => d.Name).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. before.Where(d => !known.ContainsKey(d.Name)).Select(d => $"{d.Name} is missing"),
            .. before.Where(d => known.TryGetValue(d.Name, out var other) && other != d).Select(d => $"{d.Name} has changed"),
            .. now.Where(d => !names.Contains(d.Name)).Select(d => $"{d.Name} is new"),
        ];
    }
}
