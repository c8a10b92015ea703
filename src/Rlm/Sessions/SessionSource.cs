using Rlm.Runs;

namespace Rlm.Sessions;

/// <summary>The documents of a session, as they were named first.</summary>
public sealed record SessionSource
{
    /// <summary>The documents as they were named.</summary>
    public required IReadOnlyList<string> Documents { get; init; }

    /// <summary>The folder that relative names start from.</summary>
    public required string Folder { get; init; }

    /// <summary>Globs that documents had to match.</summary>
    public IReadOnlyList<string> Include { get; init; } = [];

    /// <summary>Globs of documents that were left out.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>Whether ignored and hidden files were taken too.</summary>
    public bool NoIgnore { get; init; }

    /// <summary>What a run of the session was begun with.</summary>
    public static SessionSource Of(RunRecipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        return new SessionSource
        {
            Documents = recipe.Documents,
            Folder = recipe.Folder,
            Include = recipe.Include,
            Exclude = recipe.Exclude,
            NoIgnore = recipe.NoIgnore,
        };
    }

    /// <summary>Whether other names mean the same documents.</summary>
    public bool Means(SessionSource other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Paths(this).SequenceEqual(Paths(other), StringComparer.Ordinal)
            && Include.SequenceEqual(other.Include, StringComparer.Ordinal)
            && NoIgnore == other.NoIgnore
            && Exclude.SequenceEqual(other.Exclude, StringComparer.Ordinal);
    }

    private static IEnumerable<string> Paths(SessionSource source) =>
        source.Documents.Select(d => Path.TrimEndingDirectorySeparator(Path.GetFullPath(d, source.Folder)));
}
