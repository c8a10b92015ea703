using System.Formats.Tar;
using System.IO.Compression;

namespace Rlm.Documents;

/// <summary>Reads the documents of one archive, or none of them when a bound is reached or it is damaged.</summary>
internal sealed class ArchiveReader(
    DocumentOptions options, DocumentIntake intake, FileRules rules, ArchiveReader.Sink sink, CancellationToken cancellationToken)
{
    private int _entries;

    /// <summary>Takes what is found.</summary>
    public interface Sink
    {
        void Add(string name, Ingested document);

        void LeaveOut(string name, LeftOutReason reason, string detail);
    }

    /// <exception cref="IOException">The archive, the spill file or a bound failed; what was found so far does not count.</exception>
    public async Task ZipAsync(Stream archive, ExpansionBudget budget)
    {
        using var zip = Guard(() => new ZipArchive(archive, ZipArchiveMode.Read, leaveOpen: true));
        foreach (var entry in Guard(() => zip.Entries))
        {
            CountEntry();
            var name = entry.FullName.Replace('\\', '/');
            if (name.EndsWith('/') || !Wanted(name))
            {
                continue;
            }

            if (entry.IsEncrypted)
            {
                sink.LeaveOut(name, LeftOutReason.Unreadable, "encrypted; unpack it with its password first");
                continue;
            }

            using var stream = new ExpansionStream(Guard(entry.Open), budget, entry.Crc32);
            await EntryAsync(name, stream, budget).ConfigureAwait(false);
        }
    }

    /// <exception cref="IOException">The archive, the spill file or a bound failed; what was found so far does not count.</exception>
    public async Task TarAsync(Stream archive, ExpansionBudget? budget)
    {
        using var tar = new TarReader(archive, leaveOpen: true);
        while (await NextAsync(tar).ConfigureAwait(false) is { } entry)
        {
            CountEntry();
            if (entry.EntryType is TarEntryType.Directory or TarEntryType.GlobalExtendedAttributes)
            {
                continue;
            }

            if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile))
            {
                var link = entry.EntryType is TarEntryType.SymbolicLink or TarEntryType.HardLink;
                sink.LeaveOut(entry.Name, link ? LeftOutReason.Link : LeftOutReason.NotAFile, entry.EntryType.ToString());
            }
            else if (Wanted(entry.Name))
            {
                await EntryAsync(entry.Name, entry.DataStream ?? Stream.Null, budget).ConfigureAwait(false);
            }
        }
    }

    private async Task<TarEntry?> NextAsync(TarReader tar)
    {
        try
        {
            return await tar.GetNextEntryAsync(copyData: false, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (IsDamage(fault))
        {
            throw new InvalidDataException(fault.Message, fault);
        }
    }

    /// <summary>.NET's readers answer some damaged headers with the exceptions of a bug; here they are damage.</summary>
    private static T Guard<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception fault) when (IsDamage(fault))
        {
            throw new InvalidDataException(fault.Message, fault);
        }
    }

    private static bool IsDamage(Exception fault) =>
        fault is ArgumentException or ArithmeticException or IndexOutOfRangeException or InvalidOperationException or InvalidCastException;

    private async Task EntryAsync(string name, Stream stream, ExpansionBudget? budget)
    {
        var document = await intake.FromStreamAsync(new(stream, name) { Budget = budget }, cancellationToken).ConfigureAwait(false);
        sink.Add(name, document);
    }

    private void CountEntry()
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (++_entries > options.MaxArchiveEntries)
        {
            throw new SpillLimitException(
                $"it holds more than {options.MaxArchiveEntries:N0} entries. Raise that bound, or unpack it yourself.");
        }
    }

    /// <summary>Applies the rules to each folder of the path and to the file.</summary>
    private bool Wanted(string path)
    {
        path = DocumentNames.Clean(path);
        if (!rules.Concerns(path, folder: false))
        {
            return false;
        }

        for (var slash = path.IndexOf('/', StringComparison.Ordinal); slash >= 0; slash = path.IndexOf('/', slash + 1))
        {
            if (rules.Folder(path[..slash], null, () => null) is { } folder)
            {
                sink.LeaveOut(path, folder.Reason, folder.Detail);
                return false;
            }
        }

        if (rules.File(path, () => null) is { } file)
        {
            sink.LeaveOut(path, file.Reason, file.Detail);
            return false;
        }

        if (ArchiveNames.KindOf(path) != ArchiveKind.None)
        {
            sink.LeaveOut(path, LeftOutReason.Archive, "an archive in an archive; unpack it and name it to read it");
            return false;
        }

        return true;
    }
}
