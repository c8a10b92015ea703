using System.Security.Cryptography;
using Rlm.Testing;
using Rlm.Wasm.Caching;
using Rlm.Wasm.Validation;

namespace Rlm.Wasm.Tests.Caching;

/// <summary>Native code runs with the user's rights: what is not ours to the last bit is never loaded.</summary>
public sealed class DamageTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> Damages => ["flip-head", "flip-middle", "flip-end", "truncate", "empty", "extend", "garbage", "other-key"];

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task A_damaged_entry_is_removed_and_compiled_again(string damage)
    {
        using var folder = await FilledFolder.MakeAsync();
        var path = folder.Entry;
        var good = await File.ReadAllBytesAsync(path, Stop);
        await File.WriteAllBytesAsync(path, Damage(good, damage), Stop);
        var logger = new ListLogger<ModuleCache>();
        var cache = folder.Open(logger);

        var lookup = await cache.GetAsync(FilledFolder.Source, Stop);

        Assert.Equal(CacheTier.None, lookup.Tier);
        Assert.NotNull(lookup.Module);
        Assert.Equal((1, 1), (cache.GetStats().Refused, cache.GetStats().Misses));
        Assert.Contains("compiled again", Assert.Single(logger.Warnings), StringComparison.Ordinal);
        Assert.Equal(CacheTier.Disk, (await folder.Open().GetAsync(FilledFolder.Source, Stop)).Tier);
    }

    [Fact]
    public void Every_bit_of_an_entry_is_sealed()
    {
        using var folder = new TempFolder();
        var key = SealKey.LoadOrCreate(folder.PathOf("key"));
        var header = new ModuleEntryHeader("name", new AnalysisSignature(["input"], true, ["regex"]), [], 12.5, 3, 5);
        var bytes = ModuleEntry.Write(header, "abc"u8, "natiV"u8, key)!;

        Assert.True(ModuleEntry.TryRead(bytes, "name", key, out var read, out var wasm, out var native));
        Assert.Equal(("name", 12.5, true), (read.Key, read.CompileMilliseconds, read.Signature.HasMerge));
        Assert.Equal(["abc", "natiV"], [System.Text.Encoding.UTF8.GetString(wasm.Span), System.Text.Encoding.UTF8.GetString(native.Span)]);
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            var flipped = (byte[])bytes.Clone();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(ModuleEntry.TryRead(flipped, "name", key, out _, out _, out _));
        }

        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.False(ModuleEntry.TryRead(bytes[..length], "name", key, out _, out _, out _));
        }
    }

    [Fact]
    public async Task An_entry_under_another_name_is_refused()
    {
        using var folder = await FilledFolder.MakeAsync();
        const string other = "pub fn analyze(input: &str) -> String { input.to_uppercase() }";
        var key = (await Sandbox.Compiler.PrepareAsync(other, Stop)).Key!;
        File.Move(folder.Entry, Path.Combine(folder.Options.Folder!, key + ".module"));
        var cache = folder.Open();

        var lookup = await cache.GetAsync(other, Stop);

        Assert.Equal((CacheTier.None, 1L), (lookup.Tier, cache.GetStats().Refused));
    }

    [Fact]
    public async Task Verify_removes_what_is_not_whole_and_keeps_the_rest()
    {
        using var folder = await FilledFolder.MakeAsync();
        var good = folder.Entry;
        var renamed = Path.Combine(folder.Options.Folder!, new string('0', 64) + ".module");
        File.Copy(good, renamed);
        await File.WriteAllTextAsync(Path.Combine(folder.Options.Folder!, new string('1', 64) + ".module"), "nonsense", Stop);

        var (kept, removed) = folder.Open().Verify(Stop);

        Assert.Equal(1, kept);
        Assert.Equal([new string('0', 64), new string('1', 64)], removed);
        Assert.Equal(good, folder.Entry);
    }

    [Fact]
    public async Task A_new_key_makes_all_old_entries_worthless()
    {
        using var folder = await FilledFolder.MakeAsync();
        File.Delete(folder.Options.KeyFile!);

        var (kept, removed) = folder.Open().Verify(Stop);

        Assert.Equal((0, 1), (kept, removed.Count));
    }

    private static byte[] Damage(byte[] good, string how) => how switch
    {
        "flip-head" => Flip(good, 3),
        "flip-middle" => Flip(good, good.Length / 2),
        "flip-end" => Flip(good, good.Length - 1),
        "truncate" => good[..(good.Length / 3)],
        "empty" => [],
        "extend" => [.. good, 0],
        "garbage" => RandomNumberGenerator.GetBytes(good.Length),
        "other-key" => Resealed(good),
        _ => throw new ArgumentOutOfRangeException(nameof(how)),
    };

    private static byte[] Flip(byte[] good, int at)
    {
        var bytes = (byte[])good.Clone();
        bytes[at] ^= 1;
        return bytes;
    }

    /// <summary>Whole, but sealed by somebody else.</summary>
    private static byte[] Resealed(byte[] good)
    {
        var bytes = (byte[])good.Clone();
        HMACSHA256.HashData(new byte[32], bytes.AsSpan(..^32), bytes.AsSpan(^32..));
        return bytes;
    }
}
