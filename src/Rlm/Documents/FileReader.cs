namespace Rlm.Documents;

/// <summary>Reads one file, archive or stream into the documents it holds.</summary>
internal sealed class FileReader(
    DocumentOptions options, DocumentIntake intake, DocumentCollector.Scope scope, CancellationToken cancellationToken)
{
    private readonly FileRules _rules = new(options, only: null);

    /// <param name="path">Full path of a regular file.</param>
    /// <param name="name">Name of its document when it is no archive.</param>
    /// <param name="longer">A longer name for when that one is taken.</param>
    /// <param name="prefix">What comes before the names of an archive's documents, or empty.</param>
    public async Task FileAsync(string path, string name, string longer, string prefix)
    {
        var kind = ArchiveNames.KindOf(name);
        if (kind == ArchiveKind.None)
        {
            var document = await intake.FromFileAsync(path, name, cancellationToken).ConfigureAwait(false);
            scope.Add(path, name, longer, document);
            return;
        }

        await GuardAsync(name, async () =>
        {
            using var file = new FileStream(FileHandles.OpenFile(path), FileAccess.Read, bufferSize: 64 * 1024);
            await ArchiveAsync(kind, file, file.Length, path, name, prefix).ConfigureAwait(false);
        }).ConfigureAwait(false);
    }

    /// <summary>Reads standard input: text, or compressed, or a tar archive.</summary>
    public async Task StreamAsync(Stream standardInput) => await GuardAsync("stdin", async () =>
    {
        var input = new StandardInputStream(standardInput);
        var head = await input.PeekAsync(cancellationToken).ConfigureAwait(false);
        if (FileSignature.IsGzip(head.Span))
        {
            // Its size shows only at its end, so that the bound on what it may expand to is the one on all spilled text.
            var expanded = new StandardInputStream(new GunzipStream(input));
            head = await expanded.PeekAsync(cancellationToken).ConfigureAwait(false);
            input = expanded;
        }

        if (FileSignature.IsTar(head.Span))
        {
            await TarAsync(input, null, "", null).ConfigureAwait(false);
            return;
        }

        var text = await intake.FromStreamAsync(new(input, "stdin"), cancellationToken).ConfigureAwait(false);
        scope.Add(null, "stdin", null, text);
    }).ConfigureAwait(false);

    private async Task ArchiveAsync(ArchiveKind kind, FileStream file, long packed, string path, string name, string prefix)
    {
        var budget = new ExpansionBudget(packed, options);
        switch (kind)
        {
            case ArchiveKind.Zip:
                await Archive(path, prefix).ZipAsync(file, budget).ConfigureAwait(false);
                break;
            case ArchiveKind.Tar:
                await TarAsync(file, path, prefix, budget).ConfigureAwait(false);
                break;
            default:
                using (var stream = new ExpansionStream(new GunzipStream(file), budget))
                {
                    if (kind == ArchiveKind.GzippedTar)
                    {
                        await TarAsync(stream, path, prefix, budget).ConfigureAwait(false);
                    }
                    else
                    {
                        var inner = ArchiveNames.WithoutGzip(name);
                        var text = await intake.FromStreamAsync(new(stream, inner) { Budget = budget }, cancellationToken).ConfigureAwait(false);
                        scope.Add(path, inner, name, text);
                    }
                }

                break;
        }
    }

    /// <summary>A tar archive ends before the stream does; the checksum of what compressed it comes after.</summary>
    private async Task TarAsync(Stream stream, string? path, string prefix, ExpansionBudget? budget)
    {
        await Archive(path, prefix).TarAsync(stream, budget).ConfigureAwait(false);
        await stream.CopyToAsync(Stream.Null, cancellationToken).ConfigureAwait(false);
    }

    private ArchiveReader Archive(string? path, string prefix) =>
        new(options, intake, _rules, new Entries(scope, path, prefix), cancellationToken);

    /// <summary>Takes back all that came out of a file when the file fails halfway: half an archive gives wrong answers.</summary>
    private async Task GuardAsync(string name, Func<Task> read)
    {
        var mark = scope.Mark();
        var spilled = intake.Spill.Length;
        try
        {
            await read().ConfigureAwait(false);
        }
        catch (Exception fault) when (Ingested.IsOutside(fault))
        {
            scope.TakeBack(mark);
            intake.Spill.Truncate(spilled);
            scope.Add(null, name, null, Ingested.Failed(fault));
        }
    }

    private sealed class Entries(DocumentCollector.Scope scope, string? path, string prefix) : ArchiveReader.Sink
    {
        public void Add(string name, Ingested document)
        {
            if (document.Text is null && document.Parts is null)
            {
                LeaveOut(name, document.Reason, document.Detail);
                return;
            }

            scope.Add(path, At(name), path is null ? null : Path.GetFileName(path) + "/" + name, document);
        }

        public void LeaveOut(string name, LeftOutReason reason, string detail) => scope.LeaveOut(new(At(name), reason, detail));

        private string At(string name) => prefix.Length == 0 ? DocumentNames.Clean(name) : $"{prefix}/{DocumentNames.Clean(name)}";
    }
}
