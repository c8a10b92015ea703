namespace Rlm.Documents;

/// <summary>Documents in order, and all of them as one text.</summary>
/// <remarks>Immutable; its texts may be read from several threads at once until it is disposed of.</remarks>
public sealed class DocumentSet : IDisposable, IAsyncDisposable
{
    private readonly IDisposable? _owned;
    private readonly Dictionary<string, Document> _byName;

    internal DocumentSet(
        IReadOnlyList<Document> documents,
        IReadOnlyList<LeftOut> leftOut,
        IReadOnlyList<DocumentProblem> problems,
        IDisposable? owned)
    {
        Documents = documents;
        LeftOut = leftOut;
        Problems = problems;
        _owned = owned;
        _byName = documents.ToDictionary(document => document.Name, StringComparer.Ordinal);
        Context = new JoinedText(documents);
    }

    /// <summary>The documents in the order in which they were named; those of a folder or glob in ordinal order of their paths.</summary>
    public IReadOnlyList<Document> Documents { get; }

    /// <summary>What folders, globs and archives hold besides.</summary>
    public IReadOnlyList<LeftOut> LeftOut { get; }

    /// <summary>What was asked for and could not be had; the caller decides whether to go on without.</summary>
    public IReadOnlyList<DocumentProblem> Problems { get; }

    /// <summary>All documents in order, without headers; where one does not end with a newline, one is added.</summary>
    public Text Context { get; }

    /// <summary>A set of texts that did not come from files. Names that are not unique get a number.</summary>
    public static DocumentSet Of(IEnumerable<(string Name, Text Text)> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var names = new DocumentNames();
        Span<byte> last = stackalloc byte[1];
        var documents = new List<Document>();
        foreach (var (name, text) in texts)
        {
            var endsInLine = text.Length > 0 && text.TryRead(text.Length - 1, last) && last[0] != '\n';
            documents.Add(new(names.Take(name), text) { EndsInLine = endsInLine });
        }

        return new(documents, [], [], null);
    }

    /// <summary>The text that a name means: one document as it is, or several joined as in <see cref="Context"/>.</summary>
    /// <param name="nameOrGlob">See <see cref="Match"/>.</param>
    /// <returns>Null when there is none, or when a bare file name or the end of a path means several.</returns>
    public Text? Find(string nameOrGlob)
    {
        var found = Match(nameOrGlob);
        return found.Count == 1 ? new NamedText(found[0].Name, found[0].Text)
            : found.Count > 1 && MeansSeveral(nameOrGlob) ? new JoinedText(found)
            : null;
    }

    /// <summary>The documents that a name means, in order.</summary>
    /// <param name="nameOrGlob">
    /// A relative path; else the end of one (<c>app.log</c> for <c>logs/app.log</c>); else a glob, where one without
    /// <c>/</c> is against file names; else a folder, which means all in it (<c>logs</c> or <c>logs/</c>).
    /// </param>
    public IReadOnlyList<Document> Match(string nameOrGlob)
    {
        ArgumentNullException.ThrowIfNull(nameOrGlob);
        var name = nameOrGlob.StartsWith("./", StringComparison.Ordinal) ? nameOrGlob[2..] : nameOrGlob;
        if (name.Length == 0)
        {
            return [];
        }

        if (_byName.TryGetValue(name, out var document))
        {
            return [document];
        }

        // Longer ones are no pattern that somebody wrote, and every document is held against it.
        const int mostCharacters = 1_000;
        if (name.Length > mostCharacters)
        {
            return [];
        }

        var end = "/" + name;
        var found = Where(one => one.Name.EndsWith(end, StringComparison.Ordinal));
        if (found.Count == 0 && Glob.IsGlob(name))
        {
            var glob = Glob.ForUser(name);
            found = Where(one => glob.IsMatch(one.Name));
        }

        var folder = name.TrimEnd('/') + "/";
        return found.Count > 0 ? found : Where(one => one.Name.StartsWith(folder, StringComparison.Ordinal));
    }

    /// <summary>Closes the files and gives the spilled text's disk back.</summary>
    public void Dispose() => _owned?.Dispose();

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private bool MeansSeveral(string name) =>
        Glob.IsGlob(name) || !Documents.Any(one => one.Name.EndsWith("/" + name, StringComparison.Ordinal));

    private List<Document> Where(Func<Document, bool> isMeant) => [.. Documents.Where(isMeant)];
}
