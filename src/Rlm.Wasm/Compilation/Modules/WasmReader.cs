namespace Rlm.Wasm.Compilation.Modules;

/// <summary>
/// Reads the binary format. The first thing that does not fit breaks the reader for good: from then on it is at its end
/// and gives zeros, so that a caller may look once, after a loop, instead of after each number.
/// </summary>
internal ref struct WasmReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>Where the next byte lies.</summary>
    public int Position { get; private set; }

    /// <summary>Whether something was read that is not there, or is not what it ought to be.</summary>
    public bool IsBroken { get; private set; }

    public readonly bool AtEnd => Position >= _bytes.Length;

    /// <summary>Bytes that are left.</summary>
    public readonly int Rest => _bytes.Length - Position;

    /// <summary>A number of at most 32 bits in no more bytes than it may have.</summary>
    public uint Number()
    {
        var value = 0u;
        for (var shift = 0; shift < 35; shift += 7)
        {
            var next = Byte();
            value |= (uint)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return shift == 28 && next > 0x0F ? Break() : value;
            }
        }

        return Break();
    }

    public byte Byte()
    {
        if (AtEnd)
        {
            return (byte)Break();
        }

        return _bytes[Position++];
    }

    public ReadOnlySpan<byte> Bytes(uint count)
    {
        if (count > (uint)Rest)
        {
            Break();
            return default;
        }

        var read = _bytes.Slice(Position, (int)count);
        Position += (int)count;
        return read;
    }

    /// <summary>A length, and a reader over so many bytes.</summary>
    public WasmReader Part() => new(Bytes(Number())) { IsBroken = IsBroken };

    /// <summary>A length, and so many bytes of text.</summary>
    public string Name() => System.Text.Encoding.UTF8.GetString(Bytes(Number()));

    /// <summary>Passes over a number of any width whose value does not matter.</summary>
    public void Skip(int mostBytes)
    {
        for (var i = 0; i < mostBytes; i++)
        {
            if (Byte() < 0x80)
            {
                return;
            }
        }

        Break();
    }

    /// <summary>How many things follow, each of which takes a byte at least.</summary>
    public int Count()
    {
        var count = Number();
        return count <= (uint)Rest ? (int)count : (int)Break();
    }

    public uint Break()
    {
        IsBroken = true;
        Position = _bytes.Length;
        return 0;
    }
}
