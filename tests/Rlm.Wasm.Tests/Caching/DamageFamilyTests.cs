using Rlm.Testing;
using Rlm.Wasm.Caching;

namespace Rlm.Wasm.Tests.Caching;

/// <summary>Entries that are not what was written, in every way we could think of: refused before use, counted, and made anew.</summary>
[Trait("Category", "Security")]
public sealed class DamageFamilyTests
{
    private static readonly int Count = Cases.Of(full: 1_000, quick: 66);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_damaged_entry_is_refused_counted_and_compiled_again()
    {
        using var folder = new TempFolder();
        var (module, other) = (SmallModule.Make(1), SmallModule.Make(2));
        var first = SmallModule.Cache(folder);
        var made = (await first.GetReadyMadeAsync(module, Stop)).Module!;
        await first.GetReadyMadeAsync(other, Stop);
        var path = SmallModule.EntryOf(folder, module);
        var key = SealKey.LoadOrCreate(SmallModule.Options(folder).KeyFile!);
        var entries = new Entries(
            await File.ReadAllBytesAsync(path, Stop),
            await File.ReadAllBytesAsync(SmallModule.EntryOf(folder, other), Stop),
            key,
            SealKey.LoadOrCreate(folder.PathOf("foreign", "key")));

        var tier = new DiskTier(folder.PathOf("modules"), 1 << 30, key, TimeProvider.System, new ListLogger<ModuleCache>());
        for (var number = 0; number < Count; number++)
        {
            var (kind, bytes) = EntryDamage.Make(number, entries);
            await File.WriteAllBytesAsync(path, bytes, Stop);
            var logger = new ListLogger<ModuleCache>();
            var cache = SmallModule.Cache(folder, logger);

            var lookup = await cache.GetReadyMadeAsync(module, Stop);

            var stats = cache.GetStats();
            Assert.True(
                (lookup.Tier, stats.Refused, stats.Misses, stats.DiskHits) == (CacheTier.None, 1, 1, 0),
                $"{kind} ({number}): {lookup.Tier}, {stats}");
            Assert.Equal(made.NativeBytes, lookup.Module!.NativeBytes);

            // Refused by its seal or head: what the runtime could not load says so in another warning.
            Assert.Contains("damaged", Assert.Single(logger.Warnings), StringComparison.Ordinal);
            Assert.True(tier.Verify(module.Key) == EntryState.Whole, $"{kind} ({number}): not written anew");
        }

        Assert.Equal(CacheTier.Disk, (await SmallModule.Cache(folder).GetReadyMadeAsync(module, Stop)).Tier);
    }

    [Fact]
    public async Task A_damaged_entry_of_rustc_s_making_is_gone_after_one_look()
    {
        using var folder = await FilledFolder.MakeAsync();
        using var aside = new TempFolder();
        var path = folder.Entry;
        var name = Path.GetFileNameWithoutExtension(path);
        var key = SealKey.LoadOrCreate(folder.Options.KeyFile!);
        var good = await File.ReadAllBytesAsync(path, Stop);
        var header = new ModuleEntryHeader($"{7:x64}", SmallModule.Signature, [], 1, 100, 5_000);
        var entries = new Entries(good, ModuleEntry.Write(header, new byte[100], new byte[5_000], key)!, key, SealKey.LoadOrCreate(aside.PathOf("key")));
        var logger = new ListLogger<ModuleCache>();
        var tier = new DiskTier(folder.Options.Folder!, 1 << 30, key, TimeProvider.System, logger);

        for (var number = 0; number < Count; number++)
        {
            var (kind, bytes) = EntryDamage.Make(number, entries);
            await File.WriteAllBytesAsync(path, bytes, Stop);
            Assert.True(tier.TryRead(name) is null, $"{kind} ({number}) was accepted");
            Assert.Equal((number + 1, false), (tier.Refused, File.Exists(path)));
        }

        await File.WriteAllBytesAsync(path, good, Stop);
        Assert.NotNull(tier.TryRead(name));
        Assert.Equal(Count, logger.Warnings.Count);
    }
}
