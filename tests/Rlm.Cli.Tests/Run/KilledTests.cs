using System.Globalization;
using System.Text.Json;
using Rlm.Testing;

namespace Rlm.Cli.Tests.Run;

/// <summary>The program is killed while rustc runs, and while an analysis runs: nothing goes on without it, and the next start sweeps.</summary>
[Trait("Category", "Security")]
public sealed class KilledTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killed_while_it_compiles()
    {
        using var bench = new CliBench();
        using var temporary = new TempFolder();
        bench.Environment["TMPDIR"] = temporary.Path;
        bench.Write("text.txt", "one\ntwo\n");
        var random = new Random(20_261_124);
        var (killed, swept) = (0, 0);
        var count = Cases.Of(full: 200, quick: 10);
        for (var i = 0; i < count; i++)
        {
            bench.Write("count.rs", Source(i));
            using var program = bench.Start("run", "count.rs", "text.txt");
            while (Scratch(temporary).Length == 0 && !program.HasEnded)
            {
                await Task.Delay(1, Stop);
            }

            // A compile of so little takes some 150 ms and more.
            await Task.Delay(random.Next(0, 120), Stop);
            killed += await program.KillAsync() ? 1 : 0;
            await NothingRunsInAsync(temporary.Path);
            swept += Scratch(temporary).Length;

            if (i % 20 == 19 || i == count - 1)
            {
                (await bench.RunAsync("run", "count.rs", "text.txt")).Exits(0);
                Assert.Empty(Directory.EnumerateFileSystemEntries(temporary.Path, "rlm-*"));
            }
        }

        await CacheIsWholeAsync(bench);

        // Were none of them hit at work, nothing was shown.
        Assert.InRange(killed, count / 2, count);
        Assert.InRange(swept, 1, int.MaxValue);
    }

    [Fact]
    public async Task Killed_while_it_runs()
    {
        using var bench = new CliBench();
        using var temporary = new TempFolder();
        bench.Environment["TMPDIR"] = temporary.Path;
        bench.Write("text.txt", "one\ntwo\n");
        bench.Write("loop.rs", "pub fn analyze(input: &str) -> String { let mut n = 0u64; loop { n = std::hint::black_box(n) ^ 1; if n > 5 || input.starts_with('x') { return input.to_string(); } } }");
        bench.Write("short.txt", "x");
        bench.WriteUserFile("[wasm]\nfuel_limit = 1000000000000000\ntimeout_ms = 600000\n");
        (await bench.RunAsync("run", "loop.rs", "short.txt")).Exits(0);
        var random = new Random(20_261_125);
        var killed = 0;
        var count = Cases.Of(full: 200, quick: 10);
        for (var i = 0; i < count; i++)
        {
            using var program = bench.Start("run", "loop.rs", "text.txt");
            await Task.Delay(random.Next(0, 150), Stop);
            killed += await program.KillAsync() ? 1 : 0;
            await NothingRunsInAsync(bench.Work);
        }

        Assert.Equal(count, killed);
        Assert.Empty(Directory.EnumerateFileSystemEntries(temporary.Path, "rlm-*"));
        await CacheIsWholeAsync(bench);
    }

    private static string Source(int number) => string.Create(
        CultureInfo.InvariantCulture,
        $"use std::collections::HashMap;\npub fn analyze(input: &str) -> String {{ let mut m: HashMap<&str, u32> = HashMap::new(); for l in input.lines() {{ *m.entry(l).or_default() += {number}; }} format!(\"{{m:?}}\") }}");

    private static string[] Scratch(TempFolder folder) => Directory.GetDirectories(folder.Path, "rlm-compile-*");

    /// <summary>Waits for the end of all that a killed program had started; the kernel ends it, in its own time.</summary>
    private static async Task NothingRunsInAsync(string folder)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (RunningIn.Folders().Any(path => path.StartsWith(folder, StringComparison.Ordinal)))
        {
            Assert.False(patience.IsCancellationRequested, "Something went on after the program was killed.");
            await Task.Delay(2, Stop);
        }
    }

    private static async Task CacheIsWholeAsync(CliBench bench)
    {
        var verified = JsonDocument.Parse((await bench.RunAsync("cache", "verify", "--json")).Exits(0).Output).RootElement;
        Assert.Equal(0, verified.GetProperty("removed").GetArrayLength());
    }
}
