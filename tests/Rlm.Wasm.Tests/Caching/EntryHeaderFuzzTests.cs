using System.Buffers.Binary;
using System.Text;
using CsCheck;
using Rlm.Testing;
using Rlm.Wasm.Caching;

namespace Rlm.Wasm.Tests.Caching;

/// <summary>
/// The reader of entries behind the seal: every entry here has a seal that fits, as one of another version of RLM would.
/// It takes what it can use, refuses the rest, never throws, and takes no more memory than the entry is worth.
/// </summary>
[Trait("Category", "Security")]
public sealed class EntryHeaderFuzzTests
{
    private const int BodyBytes = 8;

    // The reader's own state, and for each byte of JSON what an object of it may take.
    private const int FixedAllocation = 64 << 10;
    private const int AllocationPerByte = 64;

    private static readonly string Key = $"{42:x64}";

    private static readonly string[] Seeds = [.. File.ReadAllLines(
        Repository.PathOf("tests", "Rlm.Wasm.Tests", "Caching", "Corpus", "headers.txt")).Select(line => line.Replace("KEY", Key, StringComparison.Ordinal))];

    private static readonly string[] Tokens =
        ["null", "-1", "0", "4", "2147483647", "-2147483648", "4294967300", "1e999", "-0", "1.5", "\"\"", "\"\\ud800\"", "[]", "{}", "[null]", "true", ",", ":", "{", "}", "[", "]", "\"", "\\", "\0", "ü"];

    // One change: at a place, so much taken out, and something put in.
    private static readonly Gen<(double At, int Out, string In)> Change = Gen.Select(Gen.Double[0, 1], Gen.Int[0, 12], Gen.Int[0, Tokens.Length - 1].Select(i => Tokens[i]));

    [Fact]
    public void Arbitrary_bytes_are_refused_and_nothing_is_thrown()
    {
        using var folder = new TempFolder();
        var key = SealKey.LoadOrCreate(folder.PathOf("key"));
        Gen.Select(Gen.Byte.Array[0, 600], Gen.OneOf(Gen.Int, Gen.Int[-20, 700])).Sample(
            (bytes, length) =>
            {
                var entry = EntryDamage.WithHeader(bytes, default, key);
                BinaryPrimitives.WriteInt32LittleEndian(entry.AsSpan(8), length);
                Read(EntryDamage.SealedBy(entry, key), key);
                Read(EntryDamage.SealedBy([.. bytes, .. new byte[32]], key), key);
            },
            iter: Cases.Of(full: 200_000, quick: 5_000));
    }

    [Fact]
    public void Headers_that_were_changed_are_taken_whole_or_refused()
    {
        using var folder = new TempFolder();
        var key = SealKey.LoadOrCreate(folder.PathOf("key"));
        var (taken, refused) = (0, 0);
        Gen.Select(Gen.Int[0, Seeds.Length - 1].Select(i => Seeds[i]), Change.Array[0, 6]).Sample(
            (seed, changes) =>
            {
                var text = changes.Aggregate(seed, Apply);
                if (Read(EntryDamage.WithHeader(Encoding.UTF8.GetBytes(text), new byte[BodyBytes], key), key))
                {
                    Interlocked.Increment(ref taken);
                }
                else
                {
                    Interlocked.Increment(ref refused);
                }
            },
            iter: Cases.Of(full: 300_000, quick: 5_000));
        Assert.True(taken > 0 && refused > 0, $"{taken} taken and {refused} refused: one side of the reader was never reached.");
    }

    [Fact]
    public void Of_the_seeds_those_that_a_reader_can_use_are_taken()
    {
        using var folder = new TempFolder();
        var key = SealKey.LoadOrCreate(folder.PathOf("key"));
        var taken = Seeds.Select(seed => Read(EntryDamage.WithHeader(Encoding.UTF8.GetBytes(seed), new byte[BodyBytes], key), key));
        Assert.Equal([.. Enumerable.Repeat(true, 4), .. Enumerable.Repeat(false, Seeds.Length - 4)], taken);
    }

    [Fact]
    public void A_header_that_is_very_large_or_very_deep_is_refused_cheaply()
    {
        using var folder = new TempFolder();
        var key = SealKey.LoadOrCreate(folder.PathOf("key"));
        foreach (var text in (string[])[new string('[', 900_000), string.Concat(Enumerable.Repeat("{\"a\":", 150_000)), "[" + string.Concat(Enumerable.Repeat("{},", 200_000)), new string(' ', 2 << 20) + Seeds[0]])
        {
            Assert.False(Read(EntryDamage.WithHeader(Encoding.UTF8.GetBytes(text), new byte[BodyBytes], key), key));
        }
    }

    /// <summary>Whether it was taken; and then what was taken is of use.</summary>
    private static bool Read(byte[] entry, SealKey key)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var taken = ModuleEntry.TryRead(entry, Key, key, out var header, out var wasm, out var native);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, FixedAllocation + ((long)AllocationPerByte * entry.Length));
        if (!taken)
        {
            Assert.Equal((null, 0, 0), (header, wasm.Length, native.Length));
            return false;
        }

        Assert.Equal(Key, header.Key);
        Assert.Equal((header.WasmBytes, header.NativeBytes, BodyBytes), (wasm.Length, native.Length, wasm.Length + native.Length));
        Assert.InRange(TimeSpan.FromMilliseconds(header.CompileMilliseconds), TimeSpan.Zero, TimeSpan.FromDays(1));
        Assert.All(header.Signature.Parameters, Assert.NotNull);
        Assert.All(header.Signature.Crates, Assert.NotNull);
        Assert.All(header.Fixes, fix => Assert.NotNull(fix.Error + fix.Advice));
        return true;
    }

    private static string Apply(string text, (double At, int Out, string In) change)
    {
        var at = (int)(change.At * text.Length);
        return text[..at] + change.In + text[Math.Min(text.Length, at + change.Out)..];
    }
}
