using System.Buffers.Binary;
using System.Text;
using Rlm.Wasm.Execution;

namespace Rlm.Wasm.Caching.Parts;

/// <summary>
/// What <c>analyze</c> gave for one chunk, and all that the account of an execution needs of it. Only of a chunk that
/// succeeded, asked its host nothing, and was refused no memory.
/// </summary>
/// <param name="Output">The result.</param>
/// <param name="Log">What it printed.</param>
/// <param name="Skipped">What it left out.</param>
/// <param name="FuelUsed">Fuel that it took.</param>
/// <param name="MemoryBytes">Linear memory at its end, which is the most that it had.</param>
internal sealed record Part(byte[] Output, string Log, SkippedLines Skipped, ulong FuelUsed, long MemoryBytes)
{
    /// <summary>A larger part is not kept.</summary>
    public const int MaxBytes = 1 << 20;

    /// <summary>
    /// Whether the chunk would have come to the same within these limits. It was refused no memory and had so much at most;
    /// it used less fuel than there is (where it would use exactly that much, the last check may come before its end or
    /// not); and its result is not too large.
    /// </summary>
    public bool Fits(ExecutionLimits limits, ulong fuel) =>
        FuelUsed < fuel && MemoryBytes <= limits.MemoryBytes && Output.Length <= limits.OutputBytes;

    /// <summary>The bytes that <see cref="Read"/> takes; null where they are more than are kept.</summary>
    public byte[]? Write()
    {
        if (Output.Length > MaxBytes || Log.Length > MaxBytes)
        {
            return null;
        }

        var texts = Skipped.Samples.Select(Encoding.UTF8.GetBytes).Append(Encoding.UTF8.GetBytes(Log)).Append(Output).ToList();
        var length = Numbers.Size + texts.Sum(t => sizeof(int) + t.Length);
        if (length > MaxBytes)
        {
            return null;
        }

        var bytes = new byte[length];
        new Numbers(FuelUsed, MemoryBytes, Skipped.Count, Skipped.Samples.Count).Write(bytes);
        var at = Numbers.Size;
        foreach (var text in texts)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at), text.Length);
            text.CopyTo(bytes, at + sizeof(int));
            at += sizeof(int) + text.Length;
        }

        return bytes;
    }

    /// <summary>The part that these bytes are; null when they are none, as another version of RLM may have written them.</summary>
    public static Part? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length is < Numbers.Size or > MaxBytes)
        {
            return null;
        }

        var numbers = Numbers.Read(bytes);
        if (numbers.Samples is < 0 or > SkippedLines.MaxSamples || numbers.Skipped < numbers.Samples || numbers.MemoryBytes < 0)
        {
            return null;
        }

        var rest = bytes[Numbers.Size..];
        var samples = new List<string>(numbers.Samples);
        for (var i = 0; i < numbers.Samples; i++)
        {
            if (!TryTake(ref rest, out var sample))
            {
                return null;
            }

            samples.Add(Encoding.UTF8.GetString(sample));
        }

        return TryTake(ref rest, out var log) && TryTake(ref rest, out var output) && rest.IsEmpty
            ? new Part(
                output.ToArray(),
                Encoding.UTF8.GetString(log),
                numbers.Skipped == 0 ? SkippedLines.None : new SkippedLines(numbers.Skipped, samples),
                numbers.FuelUsed,
                numbers.MemoryBytes)
            : null;
    }

    private static bool TryTake(ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> text)
    {
        text = default;
        if (rest.Length < sizeof(int))
        {
            return false;
        }

        var length = BinaryPrimitives.ReadInt32LittleEndian(rest);
        rest = rest[sizeof(int)..];
        if (length < 0 || length > rest.Length)
        {
            return false;
        }

        text = rest[..length];
        rest = rest[length..];
        return true;
    }

    private readonly record struct Numbers(ulong FuelUsed, long MemoryBytes, long Skipped, int Samples)
    {
        public const int Size = (3 * sizeof(long)) + sizeof(int);

        public static Numbers Read(ReadOnlySpan<byte> bytes) => new(
            BinaryPrimitives.ReadUInt64LittleEndian(bytes),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[sizeof(long)..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[(2 * sizeof(long))..]),
            BinaryPrimitives.ReadInt32LittleEndian(bytes[(3 * sizeof(long))..]));

        public void Write(Span<byte> bytes)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes, FuelUsed);
            BinaryPrimitives.WriteInt64LittleEndian(bytes[sizeof(long)..], MemoryBytes);
            BinaryPrimitives.WriteInt64LittleEndian(bytes[(2 * sizeof(long))..], Skipped);
            BinaryPrimitives.WriteInt32LittleEndian(bytes[(3 * sizeof(long))..], Samples);
        }
    }
}
