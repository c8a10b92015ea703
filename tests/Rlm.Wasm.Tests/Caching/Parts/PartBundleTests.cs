using System.Buffers.Binary;
using System.Text;
using CsCheck;
using Rlm.Testing;
using Rlm.Wasm.Caching;
using Rlm.Wasm.Caching.Parts;
using Rlm.Wasm.Execution;
using Rlm.Wasm.Tests.Execution;

namespace Rlm.Wasm.Tests.Caching.Parts;

/// <summary>Bundles that are not what was written are ignored, counted and replaced.</summary>
[Trait("Category", "Security")]
public sealed class PartBundleTests
{
    private const int Head = 8 + PartId.Size + sizeof(int);
    private const int SealBytes = 32;

    private static readonly PartId Name = new(1, 2);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void A_part_is_read_as_it_was_written() =>
        Gen.Select(Gen.Byte.Array[0, 300], Gen.String[0, 50], Gen.String[0, 20].Array[0, 5], Gen.ULong, Gen.Long[0, 1L << 32], Gen.Long[0, 1L << 32]).Sample(
            (output, log, samples, fuel, memory, more) =>
            {
                // As texts of a guest are: made from UTF-8.
                samples = [.. samples.Select(Clean)];
                var skipped = samples.Length == 0 ? SkippedLines.None : new SkippedLines(samples.Length + more, samples);
                var bytes = new Part(output, Clean(log), skipped, fuel, memory).Write()!;
                var read = Part.Read(bytes)!;
                Assert.Equal(output, read.Output);
                Assert.Equal((Clean(log), fuel, memory, skipped.Count), (read.Log, read.FuelUsed, read.MemoryBytes, read.Skipped.Count));
                Assert.Equal(samples, read.Skipped.Samples);
                for (var length = 0; length < bytes.Length; length++)
                {
                    Assert.Null(Part.Read(bytes.AsSpan(0, length)));
                }

                Assert.Null(Part.Read([.. bytes, 0]));
            });

    [Fact]
    public void A_bundle_holds_the_first_parts_that_fit()
    {
        using var folder = new PartFolder();
        var parts = Enumerable.Range(0, 20).Select(i => (new PartId(0, (UInt128)(i % 10)), (ReadOnlyMemory<byte>)new byte[1_000 + i])).ToList();
        var all = PartBundle.Read(PartBundle.Write(Name, parts, 1 << 20, folder.Key), Name, folder.Key)!;
        Assert.Equal(Enumerable.Range(0, 10).Select(i => new PartId(0, (UInt128)i)), all.Order);
        Assert.All(Enumerable.Range(0, 10), i => Assert.Equal(1_000 + i, all.Find(new PartId(0, (UInt128)i))!.Value.Length));

        var bytes = PartBundle.Write(Name, parts, 5_000, folder.Key);
        Assert.InRange(bytes.Length, 4_000, 5_000);
        Assert.Equal(4, PartBundle.Read(bytes, Name, folder.Key)!.Order.Count);
        Assert.Null(PartBundle.Read(bytes, new PartId(1, 3), folder.Key));
    }

    [Fact]
    public void Sealed_bytes_that_are_no_bundle_are_none()
    {
        using var folder = new PartFolder();
        var good = PartBundle.Write(
            Name, [(new PartId(3, 4), new byte[100]), (new PartId(5, 6), new byte[200])], 1 << 20, folder.Key);
        for (var seed = 0; seed < Cases.Of(full: 200_000, quick: 5_000); seed++)
        {
            var random = new Random(seed);
            var bytes = random.Next(3) == 0 ? good[..random.Next(Head + SealBytes + sizeof(int), good.Length)] : (byte[])good.Clone();
            var at = random.Next(3) switch { 0 => Head - sizeof(int), 1 => Head + PartId.Size, _ => random.Next(Head, bytes.Length - SealBytes) };
            int[] hostile = [-1, int.MinValue, int.MaxValue, 1 << 30, 1, 2, 3, 99, 100, 101, 136, 4_097, random.Next()];
            if (at + sizeof(int) <= bytes.Length - SealBytes)
            {
                BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at), hostile[random.Next(hostile.Length)]);
            }

            folder.Key.Seal(bytes.AsSpan(..^SealBytes), bytes.AsSpan(^SealBytes..));

            // Either none, or one whose parts all lie within it.
            if (PartBundle.Read(bytes, Name, folder.Key) is { } read)
            {
                Assert.True(read.Order.Sum(id => read.Find(id)!.Value.Length) <= bytes.Length);
                Assert.All(read.Order, id => Part.Read(read.Find(id)!.Value.Span));
            }
        }
    }

    [Fact]
    public async Task A_damaged_bundle_is_refused_counted_and_replaced()
    {
        using var folder = new PartFolder();
        using var foreign = new TempFolder();
        var module = await Sandbox.CompileAsync(ParallelTests.Obedient);
        const string text = "first one\nbob\nsay x\nskip y\n";
        var plain = ParallelTests.Said(await folder.RunAsync(module, text, 1));
        await folder.RunAsync(module, "another text\n", 1);
        var path = (await KeptAsync(folder, module, text)).Path;
        var good = await File.ReadAllBytesAsync(path, Stop);
        var other = await File.ReadAllBytesAsync(folder.Files.Single(f => f != path), Stop);
        var stranger = SealKey.LoadOrCreate(foreign.PathOf("key"));
        for (var number = 0; number < Cases.Of(full: 500, quick: 44); number++)
        {
            var random = new Random(number);
            var bytes = Damaged(number, random, good, other, stranger);
            await File.WriteAllBytesAsync(path, bytes, Stop);
            var disk = folder.Disk();
            var cache = folder.Open(disk: disk);
            var outcome = await PartFolder.RunAsync(cache, module, [AnalysisInput.FromText(text)], 1);
            Assert.True((plain, 0) == (ParallelTests.Said(outcome), outcome.CachedChunks), $"case {number}: {outcome.CachedChunks} of {outcome.Chunks} kept");
            Assert.Equal(1, disk.Refused);
            Assert.Equal(4, (await KeptAsync(folder, module, text)).Cached);
        }
    }

    [Fact]
    public async Task A_bundle_that_is_too_large_or_no_file_is_replaced()
    {
        using var folder = new PartFolder();
        var module = await Sandbox.CompileAsync(ParallelTests.Obedient);
        await folder.RunAsync(module, "ann\nbob\n", 1);
        var path = folder.Files.Single();
        await using (var stream = File.OpenWrite(path))
        {
            stream.SetLength(PartBundle.MaxBytes + 1L);
        }

        Assert.Equal(0, (await folder.RunAsync(module, "ann\nbob\n", 1)).CachedChunks);
        Assert.Equal(2, (await folder.RunAsync(module, "ann\nbob\n", 1)).CachedChunks);
        File.Delete(path);
        Directory.CreateDirectory(path);
        Assert.Equal(0, (await folder.RunAsync(module, "ann\nbob\n", 1)).CachedChunks);
        Assert.Equal(2, (await folder.RunAsync(module, "ann\nbob\n", 1)).CachedChunks);

        // A link is not followed: what it leads to may be anybody's.
        File.Move(path, path + ".elsewhere");
        File.CreateSymbolicLink(path, path + ".elsewhere");
        Assert.Equal(0, (await folder.RunAsync(module, "ann\nbob\n", 1)).CachedChunks);
        Assert.Null(new FileInfo(path).LinkTarget);
    }

    private static byte[] Damaged(int number, Random random, byte[] good, byte[] other, SealKey stranger)
    {
        var bytes = (byte[])good.Clone();
        switch (number % 11)
        {
            case 0:
                bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                return bytes;
            case 1:
                return good[..random.Next(1, good.Length)];
            case 2:
                return [];
            case 3:
                return [.. good, .. new byte[random.Next(1, 100)]];
            case 4:
                bytes.AsSpan(random.Next(bytes.Length - 1)).Clear();
                return bytes;
            case 5:
                random.NextBytes(bytes);
                return bytes;
            case 6:
                return other;
            case 7:
                stranger.Seal(bytes.AsSpan(..^SealBytes), bytes.AsSpan(^SealBytes..));
                return bytes;
            case 8:
                bytes.AsSpan(^SealBytes..).Clear();
                return bytes;
            case 9:
                return [.. good, .. good];
            default:
                other.AsSpan(Head - sizeof(int), 60).CopyTo(bytes.AsSpan(Head - sizeof(int)));
                bytes[Head + random.Next(60)] ^= 1;
                return bytes;
        }
    }

    private static async Task<(string Path, int Cached)> KeptAsync(PartFolder folder, AnalysisModule module, string text)
    {
        var cached = (await folder.RunAsync(module, text, 1)).CachedChunks;
        return (folder.Files.MaxBy(f => new FileInfo(f).Length)!, cached);
    }

    private static string Clean(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
