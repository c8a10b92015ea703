namespace Rlm.Server.Runs;

/// <summary>Which files of this machine a request may name: those below the allowed folders, after all links are followed.</summary>
/// <param name="folders">The folders; may be none.</param>
internal sealed class AllowedPaths(IReadOnlyList<string> folders)
{
    private readonly IReadOnlyList<string> _folders = [.. folders.Select(f => RealPath.Of(f) ?? Path.GetFullPath(f))];

    public IReadOnlyList<string> Folders => _folders;

    public bool IsEmpty => _folders.Count == 0;

    /// <summary>The real path that a name means, or null when there is none, or it may not be read; which of both is not told.</summary>
    /// <param name="name">A whole path, or one below an allowed folder.</param>
    public string? Find(string name)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Contains('\0', StringComparison.Ordinal))
        {
            return null;
        }

        var candidates = Path.IsPathRooted(name) ? [name] : _folders.Select(f => Path.Combine(f, name));
        return candidates.Select(RealPath.Of).FirstOrDefault(p => p is not null && _folders.Any(f => Holds(f, p)));
    }

    private static bool Holds(string folder, string path) =>
        path == folder || path.StartsWith(Path.EndsInDirectorySeparator(folder) ? folder : folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
