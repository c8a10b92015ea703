using System.Buffers.Binary;

namespace Rlm.Wasm.Caching.Parts;

/// <summary>SHA-256 over all that a part is the result of: the module, and its inputs as they lay in memory; see <see cref="PartHash"/>.</summary>
internal readonly record struct PartId(UInt128 High, UInt128 Low)
{
    public const int Size = 32;

    public static PartId Read(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadUInt128BigEndian(bytes), BinaryPrimitives.ReadUInt128BigEndian(bytes[(Size / 2)..]));

    public void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt128BigEndian(bytes, High);
        BinaryPrimitives.WriteUInt128BigEndian(bytes[(Size / 2)..], Low);
    }

    public override string ToString() => $"{High:x32}{Low:x32}";
}
