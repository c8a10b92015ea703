namespace Rlm.Wasm.Caching.Parts;

/// <summary>The parts of one execution: found in its bundle, and gathered for the next. Used by all of its guest threads at once.</summary>
/// <param name="disk">Where bundles are.</param>
/// <param name="name">The bundle.</param>
/// <param name="moduleKey">The key of the module.</param>
/// <param name="leastFuelPerByte">From how much work on parts are kept.</param>
internal sealed class PartSession(DiskTier disk, PartId name, string moduleKey, double leastFuelPerByte)
{
    // Read once, when the first chunk has been hashed.
    private readonly Lazy<PartBundle> _found = new(() => disk.TryReadParts(name) ?? PartBundle.Empty);
    private readonly Lock _gate = new();
    private readonly SortedDictionary<long, (PartId Id, ReadOnlyMemory<byte> Bytes)> _seen = [];
    private double _fuel;
    private double _bytes;
    private long _newBytes;

    /// <summary>
    /// Something to hash the next chunk with; null when the chunks up to now took so little work that hashing them would be
    /// a good part of it. Fuel decides, not time, so that it is the same every time. The first chunk is always hashed.
    /// </summary>
    /// <param name="throwIfCancelled">Asked during long hashing.</param>
    public PartHash? BeginHash(Action throwIfCancelled)
    {
        lock (_gate)
        {
            return IsWorthIt ? new PartHash(moduleKey, throwIfCancelled) : null;
        }
    }

    /// <summary>A part that is in the bundle, or null.</summary>
    public Part? Find(PartId id) => _found.Value.Find(id) is { } bytes ? Part.Read(bytes.Span) : null;

    /// <summary>Notes a part that was found and used.</summary>
    /// <param name="start">Where its chunk begins, which says where it belongs among the others.</param>
    /// <param name="inputBytes">How much it is the result of.</param>
    /// <param name="id">Its id.</param>
    /// <param name="part">The part.</param>
    public void Used(long start, long inputBytes, PartId id, Part part)
    {
        lock (_gate)
        {
            Count(part.FuelUsed, inputBytes);
            _seen[start] = (id, _found.Value.Find(id)!.Value);
        }
    }

    /// <summary>Notes a chunk that was analysed.</summary>
    /// <param name="start">Where the chunk begins.</param>
    /// <param name="inputBytes">How much was analysed.</param>
    /// <param name="fuel">The fuel that it took.</param>
    /// <param name="id">Its id, or null where it was not hashed.</param>
    /// <param name="part">What came of it, or null where that depends on more than its inputs.</param>
    public void Ran(long start, long inputBytes, ulong fuel, PartId? id, Part? part)
    {
        var bytes = id is null ? null : part?.Write();
        lock (_gate)
        {
            Count(fuel, inputBytes);
            if (bytes is not null && IsWorthIt && _newBytes + bytes.Length <= PartBundle.MaxBytes)
            {
                _newBytes += bytes.Length;
                _seen[start] = (id!.Value, bytes);
            }
        }
    }

    /// <summary>Writes what is new, once no chunk runs any more: the parts of this execution in document order, then those of others.</summary>
    public void Close()
    {
        if (_newBytes > 0)
        {
            var found = _found.Value;
            disk.WriteParts(name, _seen.Values.Concat(found.Order.Select(id => (id, found.Find(id)!.Value))));
        }
    }

    private bool IsWorthIt => _fuel >= leastFuelPerByte * _bytes;

    private void Count(ulong fuel, long bytes)
    {
        _fuel += fuel;
        _bytes += bytes;
    }
}
