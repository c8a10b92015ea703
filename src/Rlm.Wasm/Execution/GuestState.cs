using System.Buffers.Binary;

namespace Rlm.Wasm.Execution;

/// <summary>The guest crate's <c>State</c> as it lies in linear memory. Nothing in it is trusted: see <see cref="GuestInstance"/>.</summary>
internal readonly record struct GuestState(
    uint Outcome,
    GuestText Output,
    GuestText Panic,
    uint PanicLine,
    GuestText Log,
    uint LogDropped,
    uint Refused,
    uint Skipped,
    uint Samples)
{
    public const int Size = 12 * sizeof(uint);

    /// <summary>One sample of a skipped line: its length and room for its text.</summary>
    public const int SampleSize = sizeof(uint) + SampleTextSize;

    /// <summary>Most bytes of a sample's text.</summary>
    public const int SampleTextSize = 204;

    /// <summary><see cref="Outcome"/> of an analysis that returned a value.</summary>
    public const uint Returned = 1;

    /// <summary><see cref="Outcome"/> of an analysis that returned an <c>Err</c>.</summary>
    public const uint ReturnedError = 2;

    public static GuestState Read(ReadOnlySpan<byte> bytes)
    {
        Span<uint> words = stackalloc uint[Size / sizeof(uint)];
        for (var i = 0; i < words.Length; i++)
        {
            words[i] = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(i * sizeof(uint))..]);
        }

        return new GuestState(
            words[0],
            new GuestText(words[1], words[2]),
            new GuestText(words[3], words[4]),
            words[5],
            new GuestText(words[6], words[7]),
            words[8],
            words[9],
            words[10],
            words[11]);
    }
}

/// <summary>An address and a length in linear memory, as the guest gave them.</summary>
internal readonly record struct GuestText(uint Address, uint Length);
