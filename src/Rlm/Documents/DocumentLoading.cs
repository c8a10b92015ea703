namespace Rlm.Documents;

/// <summary>One call of <see cref="DocumentLoader.LoadAsync"/>: goes through what was asked for, one after the other.</summary>
internal sealed class DocumentLoading(
    DocumentOptions options,
    DocumentIntake intake,
    IReadOnlyList<string> specs,
    Stream? standardInput,
    CancellationToken cancellationToken)
{
    private readonly DocumentCollector _collector = new();
    private bool _standardInputRead;

    public async Task<DocumentSet> RunAsync()
    {
        foreach (var spec in specs)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await SpecAsync(spec).ConfigureAwait(false);
        }

        return new(_collector.Documents, _collector.LeftOut, _collector.Problems, intake);
    }

    private async Task SpecAsync(string spec)
    {
        if (spec == "-")
        {
            await StandardInputAsync().ConfigureAwait(false);
            return;
        }

        if (string.IsNullOrWhiteSpace(spec) || spec.Contains('\0', StringComparison.Ordinal))
        {
            NotFound(spec, "A path must not be empty or hold a zero character.");
            return;
        }

        var full = Path.GetFullPath(spec);
        switch (FileFacts.Of(full, followLinks: true).Kind)
        {
            case FileKind.File:
                await FileAsync(spec, full).ConfigureAwait(false);
                break;
            case FileKind.Folder:
                await FolderAsync(spec, full, null).ConfigureAwait(false);
                break;
            case FileKind.Other:
                _collector.Problem(
                    spec,
                    DocumentProblemCode.NotAFile,
                    $"'{spec}' is a device, a pipe or a socket. Pass its text on standard input and name '-'.");
                break;
            case FileKind.Missing when Glob.IsGlob(spec):
                await GlobAsync(spec).ConfigureAwait(false);
                break;
            default:
                NotFound(spec, $"There is no file or folder '{spec}' (looked at '{full}').");
                break;
        }
    }

    private async Task StandardInputAsync()
    {
        if (standardInput is null || _standardInputRead)
        {
            _collector.Problem("-", DocumentProblemCode.NoStandardInput, _standardInputRead
                ? "'-' was named twice, and standard input can be read once."
                : "'-' stands for standard input, and there is none here.");
            return;
        }

        _standardInputRead = true;
        using var scope = _collector.Named("-");
        await Reader(options, scope).StreamAsync(standardInput).ConfigureAwait(false);
    }

    private async Task FileAsync(string spec, string full)
    {
        using var scope = _collector.Named(spec);
        if (scope.IsNew(full))
        {
            var name = Path.GetFileName(full);
            await Reader(options, scope).FileAsync(full, name, spec, specs.Count > 1 ? name : "").ConfigureAwait(false);
        }
    }

    private async Task GlobAsync(string spec)
    {
        var parts = (OperatingSystem.IsWindows() ? spec.Replace('\\', '/') : spec).Split('/');
        var literal = Array.FindIndex(parts, Glob.IsGlob);
        var root = Path.GetFullPath(literal == 0 ? "." : string.Join('/', parts[..literal]) + "/");
        if (FileFacts.Of(root, followLinks: true).Kind != FileKind.Folder)
        {
            NotFound(spec, $"'{spec}' begins in the folder '{root}', which there is not.");
            return;
        }

        await FolderAsync(spec, root, Glob.ForPath(string.Join('/', parts[literal..]))).ConfigureAwait(false);
    }

    private async Task FolderAsync(string spec, string root, Glob? only)
    {
        root = Path.TrimEndingDirectorySeparator(root);
        using var scope = _collector.Swept(spec, only is null && specs.Count > 1 ? Path.GetFileName(root) : "");
        var rules = new FileRules(options, only);

        // The patterns are about what lies in the folder; an archive that they let in is read as a whole.
        var reader = Reader(options with { Include = [] }, scope);
        foreach (var (path, name) in new FolderWalker(root, rules, scope.LeaveOut, cancellationToken).Walk())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!scope.IsNew(path))
            {
                continue;
            }

            // An archive is opened where it is asked for, not where a folder happens to hold one.
            if (ArchiveNames.KindOf(name) is not (ArchiveKind.None or ArchiveKind.Gzip) && !rules.IsNamed(name))
            {
                scope.LeaveOut(new(name, LeftOutReason.Archive, "name it to read what is in it"));
                continue;
            }

            await reader.FileAsync(path, name, name, prefix: name).ConfigureAwait(false);
        }
    }

    private void NotFound(string spec, string message) => _collector.Problem(spec, DocumentProblemCode.NotFound, message);

    private FileReader Reader(DocumentOptions rules, DocumentCollector.Scope scope) =>
        new(rules, intake, scope, cancellationToken);
}
