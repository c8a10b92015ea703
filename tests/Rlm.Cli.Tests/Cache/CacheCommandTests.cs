namespace Rlm.Cli.Tests.Cache;

public sealed class CacheCommandTests
{
    [Fact]
    public async Task What_was_compiled_is_counted_verified_and_removed()
    {
        using var bench = new CliBench();
        bench.Write("a.rs", "pub fn analyze(input: &str) -> usize { input.len() }");
        bench.Write("a.txt", "x\n");
        (await bench.RunAsync("run", "a.rs", "a.txt")).Exits(0);
        var stats = (await bench.RunAsync("cache", "stats", "--json")).Exits(0).Json;
        Assert.Equal(1, (int)stats["modules"]!);
        Assert.InRange((long)stats["bytes"]!, 1, (long)stats["max_bytes"]!);
        Assert.StartsWith(bench.Environment["RLM_HOME"]!, (string)stats["folder"]!, StringComparison.Ordinal);
        Assert.Equal(1, (int)(await bench.RunAsync("cache", "verify", "--json")).Exits(0).Json["good"]!);
        Assert.Equal(1, (int)(await bench.RunAsync("cache", "clear", "--json")).Exits(0).Json["removed"]!);
        Assert.Equal(0, (int)(await bench.RunAsync("cache", "stats", "--json")).Exits(0).Json["modules"]!);
        Assert.Contains("0 compiled analyses", (await bench.RunAsync("cache", "stats")).Exits(0).Output);
    }

    [Fact]
    public async Task What_was_tampered_with_is_found_and_removed()
    {
        using var bench = new CliBench();
        bench.Write("a.rs", "pub fn analyze(input: &str) -> usize { input.len() }");
        bench.Write("a.txt", "x\n");
        (await bench.RunAsync("run", "a.rs", "a.txt", "--wasm-cache-dir", "mods")).Exits(0);
        var entry = Directory.EnumerateFiles(Path.Combine(bench.Work, "mods"), "*", SearchOption.AllDirectories).MaxBy(f => new FileInfo(f).Length)!;
        var bytes = await File.ReadAllBytesAsync(entry, TestContext.Current.CancellationToken);
        bytes[^10] ^= 1;
        await File.WriteAllBytesAsync(entry, bytes, TestContext.Current.CancellationToken);
        Assert.Equal("damaged", (await bench.RunAsync("cache", "verify", "--json", "--wasm-cache-dir", "mods")).Exits(1).ErrorCode);
        Assert.Equal(0, (int)(await bench.RunAsync("cache", "stats", "--json", "--wasm-cache-dir", "mods")).Exits(0).Json["modules"]!);
    }

    [Fact]
    public async Task Line_indexes_are_counted_and_removed_and_other_files_let_alone()
    {
        using var bench = new CliBench();
        var folder = Path.Combine(bench.Environment["RLM_HOME"]!, "cache", "indexes");
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, new string('a', 64) + ".index"), "no index", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "mine.index"), "a file of somebody's", TestContext.Current.CancellationToken);
        var stats = (await bench.RunAsync("cache", "stats", "--json")).Exits(0).Json;
        Assert.Equal((1, 8), ((int)stats["indexes"]!, (int)stats["index_bytes"]!));
        Assert.Equal(folder, (string)stats["index_folder"]!);
        Assert.Contains("1 line indexes, 8 bytes", (await bench.RunAsync("cache", "stats")).Exits(0).Output);
        Assert.Equal(1, (int)(await bench.RunAsync("cache", "clear", "--json")).Exits(0).Json["removed_indexes"]!);
        Assert.Equal(["mine.index"], Directory.GetFiles(folder).Select(Path.GetFileName));
    }

    [Fact]
    public async Task An_empty_cache_is_no_trouble()
    {
        using var bench = new CliBench();
        Assert.Equal(0, (int)(await bench.RunAsync("cache", "clear", "--json")).Exits(0).Json["removed"]!);
        (await bench.RunAsync("cache", "verify")).Exits(0);
    }
}
