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
    public async Task An_empty_cache_is_no_trouble()
    {
        using var bench = new CliBench();
        Assert.Equal(0, (int)(await bench.RunAsync("cache", "clear", "--json")).Exits(0).Json["removed"]!);
        (await bench.RunAsync("cache", "verify")).Exits(0);
    }
}
