using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Rlm.Wasm.Files;

namespace Rlm.Documents;

/// <summary>
/// The line indexes of large documents on disk, so that another process need not read a document from its start to find
/// a line or to count. Safe to use from any number of threads; the folder may be shared by processes.
/// </summary>
/// <remarks>
/// An index is used for exactly the file and the state of it that it was made of (device, node, size, times of
/// modification and change). Only Linux tells all of these; elsewhere indexes are not kept.
/// </remarks>
public sealed class LineIndexStore
{
    /// <summary>
    /// How long a file must have been left alone before it was counted: a change within the grain of its times, 2 seconds
    /// on the coarsest disks, could not be told afterwards.
    /// </summary>
    internal static readonly TimeSpan SettledAfter = TimeSpan.FromSeconds(2);

    private readonly SealedFolder? _folder;
    private readonly long _fromBytes;
    private readonly TimeProvider _time;

    /// <summary>Nothing is read or made before it is used.</summary>
    /// <param name="options">Where indexes are kept and how much they may take.</param>
    /// <param name="time">The clock; the system's when null.</param>
    /// <param name="logger">Told once that the folder cannot be used.</param>
    public LineIndexStore(DocumentOptions options, TimeProvider? time = null, ILogger<LineIndexStore>? logger = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        _fromBytes = options.IndexFromBytes;
        _time = time ?? TimeProvider.System;
        _folder = options is { IndexFolder: { } folder, IndexKeyFile: { } key }
            ? new SealedFolder(
                folder, ".index", options.MaxIndexBytes, LineIndexFile.MaxBytes, key, _time, logger ?? (ILogger)NullLogger.Instance)
            : null;
    }

    /// <summary>How many indexes there are, and their bytes.</summary>
    public (int Indexes, long Bytes) Measure() => _folder?.Measure() ?? default;

    /// <summary>Removes all indexes; they are made anew when they are needed.</summary>
    /// <returns>How many there were.</returns>
    public int Clear() => _folder?.Clear() ?? 0;

    /// <summary>The index that another process left, or null.</summary>
    /// <param name="path">The file, to look whether it is still in that state.</param>
    /// <param name="facts">The file as it was opened.</param>
    /// <param name="start">Where the text begins in it.</param>
    /// <param name="length">Length of the text.</param>
    internal LineIndexFile? Find(string path, FileFacts facts, long start, long length) =>
        Keeps(facts, length) && _folder!.TryRead(NameOf(facts)) is { } bytes && IsStill(path, facts)
            ? LineIndexFile.TryRead(bytes, facts, start, length, isUtf8 => Kept(path, facts, start, length, isUtf8))
            : null;

    /// <summary>New marks, which are kept as they grow, as long as the file stays as it was.</summary>
    /// <param name="path">The file.</param>
    /// <param name="facts">The file as it was opened, before the first byte is counted.</param>
    /// <param name="start">Where the text begins in it.</param>
    /// <param name="length">Length of the text.</param>
    /// <param name="isUtf8">Whether all of it is known to be UTF-8.</param>
    internal TextMarks New(string path, FileFacts facts, long start, long length, bool isUtf8) =>
        Keeps(facts, length) && IsSettled(facts)
            ? Kept(path, facts, start, length, isUtf8)
            : new TextMarks(length);

    private TextMarks Kept(string path, FileFacts facts, long start, long length, bool isUtf8) =>
        new(length) { Grown = marks => Save(path, facts, start, marks, isUtf8), WorthBytes = _fromBytes };

    private bool Keeps(FileFacts facts, long length) => _folder is not null && facts is { Kind: FileKind.File, Node: not 0 } && length >= _fromBytes;

    private bool IsSettled(FileFacts facts)
    {
        var now = (_time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;
        var settled = now - (SettledAfter.Ticks * TimeSpan.NanosecondsPerTick);
        return facts.Modified < settled && facts.Changed < settled;
    }

    private static bool IsStill(string path, FileFacts facts) => FileFacts.Of(path, followLinks: true) == facts;

    private void Save(string path, FileFacts facts, long start, TextMarks marks, bool isUtf8)
    {
        // What was counted while somebody wrote is of no state at all.
        if (marks.Stride <= uint.MaxValue && IsStill(path, facts))
        {
            _folder!.Write(NameOf(facts), LineIndexFile.Write(facts, start, marks, isUtf8));
        }
    }

    // By the file, not its state: the index of an earlier state is of no use any more.
    private static string NameOf(FileFacts facts)
    {
        Span<byte> identity = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64LittleEndian(identity, facts.Device);
        BinaryPrimitives.WriteUInt64LittleEndian(identity[8..], facts.Node);
        return Convert.ToHexStringLower(SHA256.HashData(identity));
    }
}
