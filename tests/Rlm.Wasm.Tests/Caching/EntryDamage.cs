using System.Buffers.Binary;
using System.Text;
using Rlm.Wasm.Caching;

namespace Rlm.Wasm.Tests.Caching;

/// <summary>What can become of an entry. Those that say "sealed" have a seal that fits, so that the reader behind it is reached.</summary>
internal static class EntryDamage
{
    private const int LengthAt = 8;
    private const int JsonAt = 12;
    private const int SealBytes = 32;

    public static IReadOnlyList<(string Name, Func<Entries, Random, byte[]> Make)> Kinds { get; } =
    [
        ("one bit flipped", (e, r) => Change(e.Good, b => b[r.Next(b.Length)] ^= (byte)(1 << r.Next(8)))),
        ("one bit of the head flipped", (e, r) => Change(e.Good, b => b[r.Next(200)] ^= (byte)(1 << r.Next(8)))),
        ("many bits flipped", (e, r) => Change(e.Good, b => Repeat(r.Next(2, 100), () => b[r.Next(b.Length)] ^= (byte)(1 << r.Next(8))))),
        ("a run overwritten", (e, r) => Change(e.Good, b => r.NextBytes(Run(b, r)))),
        ("a run of zeros, as a lost block", (e, r) => Change(e.Good, b => Run(b, r).Clear())),
        ("two halves exchanged", (e, r) => Cut(e.Good, r) is var at ? [.. e.Good[at..], .. e.Good[..at]] : []),
        ("truncated", (e, r) => e.Good[..Cut(e.Good, r)]),
        ("truncated in its head", (e, r) => e.Good[..r.Next(0, 60)]),
        ("truncated in its seal", (e, r) => e.Good[..^r.Next(1, SealBytes + 1)]),
        ("empty", (_, _) => []),
        ("extended", (e, r) => [.. e.Good, .. Bytes(r, r.Next(1, 5_000))]),
        ("extended by another entry", (e, _) => [.. e.Good, .. e.Other]),
        ("written twice", (e, _) => [.. e.Good, .. e.Good]),
        ("a tail of zeros, as after a power cut", (e, r) => Change(e.Good, b => b.AsSpan(Cut(b, r)).Clear())),
        ("all zeros", (e, _) => new byte[e.Good.Length]),
        ("garbage", (e, r) => Bytes(r, e.Good.Length)),
        ("garbage after the magic", (e, r) => [.. e.Good[..LengthAt], .. Bytes(r, e.Good.Length - LengthAt)]),
        ("of an older version, sealed", (e, _) => Sealed(e, b => "RLMMOD1\n"u8.CopyTo(b))),
        ("of a newer version, sealed", (e, r) => Sealed(e, b => b[6] = (byte)('3' + r.Next(7)))),
        ("of another key", (e, _) => SealedBy(e.Good, e.Foreign)),
        ("of another key, changed", (e, r) => SealedBy(Change(e.Good, b => b[r.Next(JsonAt, b.Length)] ^= 1), e.Foreign)),
        ("with no seal", (e, _) => Change(e.Good, b => b.AsSpan(^SealBytes..).Clear())),
        ("with the seal of another", (e, _) => [.. e.Good[..^SealBytes], .. e.Other[^SealBytes..]]),
        ("another's under this name", (e, _) => e.Other),
        ("the head of this and the body of another", (e, _) => [.. e.Good[..(e.Good.Length / 2)], .. e.Other[(e.Other.Length / 2)..]]),
        ("a field of the head changed", (e, r) => Change(e.Good, b => b[JsonAt + r.Next(JsonLength(b))] = (byte)r.Next(32, 127))),
        ("length of the head hostile, sealed", (e, r) => Sealed(e, b => BinaryPrimitives.WriteInt32LittleEndian(b.AsSpan(LengthAt), Hostile(r, JsonLength(b))))),
        ("size of WebAssembly hostile, sealed", (e, r) => WithHead(e, "\"WasmBytes\":", Hostile(r, 0))),
        ("size of native code hostile, sealed", (e, r) => WithHead(e, "\"NativeBytes\":", Hostile(r, 0))),
        ("time hostile, sealed", (e, r) => WithHead(e, "\"CompileMilliseconds\":", r.NextDouble() < 0.5 ? "-1" : "1e300")),
        ("another key in its head, sealed", (e, r) => WithHead(e, "\"Key\":", $"\"{r.NextInt64():x64}\"")),
        ("no signature, sealed", (e, _) => WithHead(e, "\"Signature\":", "null,\"Was\":")),
        ("no JSON, sealed", (e, r) => Sealed(e, b => b[JsonAt + r.Next(2)] = (byte)'\\')),
    ];

    /// <summary>A damaged entry; never the good one.</summary>
    public static (string Kind, byte[] Bytes) Make(int number, Entries entries)
    {
        var (name, make) = Kinds[number % Kinds.Count];
        var random = new Random(number);
        byte[] bytes;
        do
        {
            bytes = make(entries, random);
        }
        while (bytes.AsSpan().SequenceEqual(entries.Good));

        return (name, bytes);
    }

    /// <summary>An entry with another header, sealed; the length in front is that of the header.</summary>
    public static byte[] WithHeader(ReadOnlySpan<byte> header, ReadOnlySpan<byte> body, SealKey key)
    {
        var bytes = new byte[JsonAt + header.Length + body.Length + SealBytes];
        "RLMMOD2\n"u8.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(LengthAt), header.Length);
        header.CopyTo(bytes.AsSpan(JsonAt));
        body.CopyTo(bytes.AsSpan(JsonAt + header.Length));
        return SealedBy(bytes, key);
    }

    public static byte[] SealedBy(byte[] bytes, SealKey key) => Change(bytes, b => key.Seal(b.AsSpan(..^SealBytes), b.AsSpan(^SealBytes..)));

    private static byte[] Sealed(Entries entries, Action<byte[]> change) => SealedBy(Change(entries.Good, change), entries.Key);

    private static byte[] WithHead(Entries entries, string field, object value)
    {
        var length = JsonLength(entries.Good);
        var json = Encoding.UTF8.GetString(entries.Good, JsonAt, length);
        var at = json.IndexOf(field, StringComparison.Ordinal) + field.Length;
        var end = json[at] == '"' ? json.IndexOf('"', at + 1) + 1
            : json[at] == '{' ? at
            : json.IndexOfAny([',', '}'], at);
        return WithHeader(Encoding.UTF8.GetBytes($"{json[..at]}{value}{json[end..]}"), entries.Good.AsSpan((JsonAt + length)..^SealBytes), entries.Key);
    }

    private static int JsonLength(byte[] entry) => BinaryPrimitives.ReadInt32LittleEndian(entry.AsSpan(LengthAt));

    private static int Hostile(Random random, int true_) =>
        ((int[])[-1, int.MinValue, int.MaxValue, int.MaxValue - 11, 1 << 30, true_ + 1, true_ - 1])[random.Next(7)];

    private static int Cut(byte[] bytes, Random random) => random.Next(1, bytes.Length);

    private static byte[] Bytes(Random random, int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    private static Span<byte> Run(byte[] bytes, Random random) => bytes.AsSpan(random.Next(bytes.Length))[..1] is var one && bytes.Length > 600
        ? bytes.AsSpan(random.Next(bytes.Length - 512), 512) : one;

    private static byte[] Change(byte[] good, Action<byte[]> change)
    {
        var bytes = (byte[])good.Clone();
        change(bytes);
        return bytes;
    }

    private static void Repeat(int times, Action action)
    {
        for (var i = 0; i < times; i++)
        {
            action();
        }
    }
}

/// <summary>What damage is made of.</summary>
/// <param name="Good">The whole entry.</param>
/// <param name="Other">A whole entry of another module, of the same key.</param>
/// <param name="Key">The key of both.</param>
/// <param name="Foreign">Somebody else's key.</param>
internal sealed record Entries(byte[] Good, byte[] Other, SealKey Key, SealKey Foreign);
