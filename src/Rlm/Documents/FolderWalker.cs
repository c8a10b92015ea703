using System.IO.Enumeration;

namespace Rlm.Documents;

/// <summary>Finds the files of a folder in ordinal order of their paths, and says what it leaves out.</summary>
/// <remarks>No link is followed: what it leads to inside the folder is found where it lies, so nothing is counted twice.</remarks>
internal sealed class FolderWalker(string root, FileRules rules, Action<LeftOut> leaveOut, CancellationToken cancellationToken)
{
    private static readonly EnumerationOptions All = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    private readonly List<FoundFile> _found = [];

    /// <summary>A regular file.</summary>
    /// <param name="Path">Full path.</param>
    /// <param name="Name">Path below the root, with <c>/</c>.</param>
    public readonly record struct FoundFile(string Path, string Name);

    public IReadOnlyList<FoundFile> Walk()
    {
        Folder(root, "", rules.UsesIgnoreFiles ? IgnoreRules.Above(root) : null);
        return _found;
    }

    private void Folder(string folder, string prefix, IgnoreRules? above)
    {
        cancellationToken.ThrowIfCancellationRequested();
        string[] names;
        try
        {
            names = [.. new FileSystemEnumerable<string>(folder, (ref FileSystemEntry entry) => entry.FileName.ToString(), All)];
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            leaveOut(Fault(prefix, folder, fault.Message));
            return;
        }

        var ignore = rules.UsesIgnoreFiles && Array.IndexOf(names, ".gitignore") >= 0 ? IgnoreRules.In(above, folder) : above;
        var entries = new (string Key, string Name, FileFacts Facts)[names.Length];
        for (var i = 0; i < names.Length; i++)
        {
            var facts = FileFacts.Of(Path.Combine(folder, names[i]), followLinks: false);
            entries[i] = (facts.Kind == FileKind.Folder ? names[i] + "/" : names[i], names[i], facts);
        }

        // A folder sorts as its paths do, so that the order of all paths is the ordinal one.
        Array.Sort(entries, (one, other) => string.CompareOrdinal(one.Key, other.Key));
        foreach (var (key, name, facts) in entries)
        {
            Entry(folder, prefix, name, prefix + key, facts, names, ignore);
        }
    }

    private void Entry(
        string folder, string prefix, string name, string key, FileFacts facts, string[] beside, IgnoreRules? ignore)
    {
        var full = Path.Combine(folder, name);
        var path = prefix + name;
        var isFolder = facts.Kind == FileKind.Folder;
        if (!rules.Concerns(path, isFolder))
        {
            return;
        }

        if (facts.Kind == FileKind.Missing)
        {
            leaveOut(Fault(key, name, "it vanished while the folder was read"));
        }
        else if (facts.Kind == FileKind.Link)
        {
            leaveOut(new(key, LeftOutReason.Link, Target(full)));
        }
        else if (facts.Kind == FileKind.Other)
        {
            leaveOut(new(key, LeftOutReason.NotAFile, "a device, pipe or socket"));
        }
        else if ((isFolder
            ? rules.Folder(path, beside, () => ignore?.Find(full, folder: true))
            : rules.File(path, () => ignore?.Find(full, folder: false))) is { } reason)
        {
            leaveOut(new(key, reason.Reason, reason.Detail));
        }
        else if (isFolder)
        {
            Folder(full, key, ignore);
        }
        else
        {
            _found.Add(new(full, path));
        }
    }

    private static string Target(string link)
    {
        try
        {
            return "leads to " + new FileInfo(link).LinkTarget;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return fault.Message;
        }
    }

    /// <summary>A name that is not UTF-8 comes with replacement characters, and by those the file cannot be found.</summary>
    private static LeftOut Fault(string key, string name, string message) => name.Contains('\uFFFD', StringComparison.Ordinal)
        ? new(key, LeftOutReason.NameNotUtf8, "rename it to read it")
        : new(key, LeftOutReason.Unreadable, message);
}
