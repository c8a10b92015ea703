using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Rlm.Wasm.Caching.Parts;

/// <summary>
/// Parts as bytes: magic, name, their number; of each its id, its length and itself; seal over all of these. One buffer is
/// read, verified and used. A part is decoded when it is asked for.
/// </summary>
internal sealed class PartBundle
{
    /// <summary>A larger file is no bundle, and is not read.</summary>
    public const int MaxBytes = 64 << 20;

    /// <summary>Four analyses of the largest input.</summary>
    private const int MaxParts = 4 * Execution.LineChunks.MaxChunks;

    private const int SealBytes = HMACSHA256.HashSizeInBytes;
    private const int PartHead = PartId.Size + sizeof(int);

    private readonly Dictionary<PartId, ReadOnlyMemory<byte>> _parts;

    private PartBundle(Dictionary<PartId, ReadOnlyMemory<byte>> parts, IReadOnlyList<PartId> order) => (_parts, Order) = (parts, order);

    /// <summary>One that holds nothing.</summary>
    public static PartBundle Empty { get; } = new([], []);

    /// <summary>All parts, in the order in which they were written.</summary>
    public IReadOnlyList<PartId> Order { get; }

    private static ReadOnlySpan<byte> Magic => "RLMPRT1\n"u8;

    private static int Head => Magic.Length + PartId.Size + sizeof(int);

    /// <summary>The bytes of a part, or null.</summary>
    public ReadOnlyMemory<byte>? Find(PartId id) => _parts.TryGetValue(id, out var bytes) ? bytes : null;

    /// <summary>As many of the parts as a bundle may hold, the first ones first.</summary>
    /// <param name="name">Whose parts they are.</param>
    /// <param name="parts">The parts; a second one of an id is left out.</param>
    /// <param name="maxBytes">Most bytes of the whole.</param>
    /// <param name="key">What seals it.</param>
    public static byte[] Write(PartId name, IEnumerable<(PartId Id, ReadOnlyMemory<byte> Bytes)> parts, long maxBytes, SealKey key)
    {
        var room = Math.Min(maxBytes, MaxBytes) - Head - SealBytes;
        var taken = new List<(PartId Id, ReadOnlyMemory<byte> Bytes)>();
        var seen = new HashSet<PartId>();
        foreach (var part in parts)
        {
            if (taken.Count == MaxParts)
            {
                break;
            }

            if (part.Bytes.Length + PartHead <= room && seen.Add(part.Id))
            {
                room -= part.Bytes.Length + PartHead;
                taken.Add(part);
            }
        }

        var bytes = new byte[Head + taken.Sum(p => PartHead + p.Bytes.Length) + SealBytes];
        Magic.CopyTo(bytes);
        name.Write(bytes.AsSpan(Magic.Length));
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(Magic.Length + PartId.Size), taken.Count);
        var rest = bytes.AsSpan(Head);
        foreach (var (id, part) in taken)
        {
            id.Write(rest);
            BinaryPrimitives.WriteInt32LittleEndian(rest[PartId.Size..], part.Length);
            part.Span.CopyTo(rest[PartHead..]);
            rest = rest[(PartHead + part.Length)..];
        }

        key.Seal(bytes.AsSpan(..^SealBytes), bytes.AsSpan(^SealBytes..));
        return bytes;
    }

    /// <summary>The bundle, or null when it is not whole, not ours, or not the one asked for.</summary>
    public static PartBundle? Read(byte[] bytes, PartId name, SealKey key)
    {
        if (bytes.Length < Head + SealBytes
            || !bytes.AsSpan().StartsWith(Magic)
            || !key.Verify(bytes.AsSpan(..^SealBytes), bytes.AsSpan(^SealBytes..))
            || PartId.Read(bytes.AsSpan(Magic.Length)) != name)
        {
            return null;
        }

        // Sealed by us. Yet another version of RLM has the same key.
        var count = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(Magic.Length + PartId.Size));
        var rest = bytes.AsMemory(Head..^SealBytes);
        if (count is < 0 or > MaxParts || (long)count * PartHead > rest.Length)
        {
            return null;
        }

        var parts = new Dictionary<PartId, ReadOnlyMemory<byte>>(count);
        var order = new List<PartId>(count);
        for (var i = 0; i < count; i++)
        {
            if (rest.Length < PartHead)
            {
                return null;
            }

            var id = PartId.Read(rest.Span);
            var length = BinaryPrimitives.ReadInt32LittleEndian(rest.Span[PartId.Size..]);
            rest = rest[PartHead..];
            if (length is < 0 or > Part.MaxBytes || length > rest.Length || !parts.TryAdd(id, rest[..length]))
            {
                return null;
            }

            order.Add(id);
            rest = rest[length..];
        }

        return rest.IsEmpty ? new PartBundle(parts, order) : null;
    }
}
