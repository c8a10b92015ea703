namespace Rlm.Cli.Tests.Run;

public sealed class RunCommandTests
{
    private const string Lines = "pub fn analyze(input: &str) -> String { println!(\"seen\"); input.lines().count().to_string() }";
    private const string Joined = "pub fn analyze(left: &str, right: &str) -> String { format!(\"{}|{}\", left.trim(), right.trim()) }";

    [Fact]
    public async Task The_result_is_on_standard_output_and_the_log_on_standard_error()
    {
        using var bench = new CliBench();
        bench.Write("wc.rs", Lines);
        bench.Write("a.txt", "1\n2\n3\n");
        var result = (await bench.RunAsync("run", "wc.rs", "a.txt")).Exits(0);
        Assert.Equal("3\n", result.Output);
        Assert.Equal("seen\n", result.Error);
    }

    [Fact]
    public async Task The_second_time_nothing_is_compiled()
    {
        using var bench = new CliBench();
        bench.Write("wc.rs", Lines);
        bench.Write("a.txt", "1\n2\n3\n");
        var first = (await bench.RunAsync("run", "wc.rs", "a.txt", "--json")).Exits(0).Json;
        Assert.False((bool)first["cached"]!);
        Assert.True((double)first["timings_ms"]!["compile"]! > 0);
        var second = (await bench.RunAsync("run", "wc.rs", "a.txt", "--json")).Exits(0).Json;
        Assert.Equal(
            ["success", "result", "error", "log", "cached", "fuel", "memory_bytes", "timings_ms", "chunks", "cached_chunks", "skipped"], second.Select(p => p.Key));
        Assert.Equal(
            ["load", "validate", "compile", "aot", "instantiate", "run", "total", "wait"], second["timings_ms"]!.AsObject().Select(p => p.Key));
        Assert.True((bool)second["cached"]!);
        Assert.Equal((0.0, 0.0), ((double)second["timings_ms"]!["compile"]!, (double)second["timings_ms"]!["aot"]!));
        Assert.Equal(("3", "seen\n"), ((string)second["result"]!, (string)second["log"]!));
    }

    [Fact]
    public async Task Of_a_log_that_grew_only_new_chunks_are_analysed()
    {
        using var bench = new CliBench();
        bench.Write("w.rs", """
            pub fn analyze(input: &str) -> usize { input.split_whitespace().collect::<HashSet<_>>().len() }
            pub fn merge(parts: &[String]) -> usize { parts.iter().map(|p| p.parse::<usize>().unwrap()).sum() }
            """);
        var log = string.Concat(Enumerable.Range(0, 300_000).Select(i => $"line {i:d10}\n"));
        bench.Write("a.log", log);
        Assert.Equal((3, 0), await CountAsync());
        Assert.Equal((3, 3), await CountAsync());
        bench.Write("a.log", log + log[..(log.Length / 20)]);
        Assert.Equal((3, 2), await CountAsync());
        Assert.Equal((3, 0), await CountAsync("--wasm-part-cache=false"));
        bench.WriteUserFile("[wasm]\npart_cache = false\n");
        Assert.Equal((3, 0), await CountAsync());

        var stats = (await bench.RunAsync("cache", "stats", "--json")).Exits(0).Json;
        Assert.Equal((1, 1), ((int)stats["modules"]!, (int)stats["part_bundles"]!));
        Assert.InRange((long)stats["part_bytes"]!, 1, (long)stats["bytes"]! - 1);
        Assert.Equal(2, (int)(await bench.RunAsync("cache", "verify", "--json")).Exits(0).Json["good"]!);
        Assert.Equal(2, (int)(await bench.RunAsync("cache", "clear", "--json")).Exits(0).Json["removed"]!);

        async Task<(int Chunks, int Cached)> CountAsync(params string[] more)
        {
            var json = (await bench.RunAsync(["run", "w.rs", "a.log", "--json", .. more])).Exits(0).Json;
            return ((int)json["chunks"]!, (int)json["cached_chunks"]!);
        }
    }

    [Fact]
    public async Task What_the_code_skipped_is_told()
    {
        using var bench = new CliBench();
        bench.Write("s.rs", "pub fn analyze(input: &str) -> usize { input.lines().filter(|l| { let odd = l.contains('?'); if odd { rlm::skipped(l) } !odd }).count() }");
        bench.Write("a.txt", "1\n?\u001b[2J\n2\n??\n");
        bench.Write("b.txt", "1\n");
        var some = (await bench.RunAsync("run", "s.rs", "a.txt")).Exits(0);
        Assert.Equal(("2\n", "2 lines were skipped by the code, such as:\n  ?\u241b[2J\n  ??\n"), (some.Output, some.Error));
        Assert.Equal("", (await bench.RunAsync("run", "s.rs", "b.txt")).Exits(0).Error);

        var skipped = (await bench.RunAsync("run", "s.rs", "a.txt", "--json")).Exits(0).Json["skipped"]!;
        Assert.Equal((2, "??"), ((int)skipped["lines"]!, (string)skipped["samples"]![1]!));
    }

    [Fact]
    public async Task A_call_of_a_lone_analysis_says_that_nobody_is_there()
    {
        using var bench = new CliBench();
        bench.Write("q.rs", "pub fn analyze(input: &str) -> String { rlm::llm_query(input).unwrap_err() }");
        bench.Write("a.txt", "1\n");
        Assert.Contains("nobody to ask here", (await bench.RunAsync("run", "q.rs", "a.txt")).Exits(0).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_inputs_come_from_options_or_from_the_names_of_files()
    {
        using var bench = new CliBench();
        bench.Write("j.rs", Joined);
        bench.Write("left.csv", "l\n");
        bench.Write("right.csv", "r\n");
        bench.Write("other.csv", "o\n");
        Assert.Equal("l|r\n", (await bench.RunAsync("run", "j.rs", "left.csv", "right.csv")).Exits(0).Output);
        Assert.Equal("o|l\n", (await bench.RunAsync("run", "j.rs", "--input", "left=other.csv", "--input", "right=left.csv")).Exits(0).Output);
        Assert.Equal("l|o\n", (await bench.RunAsync("run", "j.rs", "left.csv", "--input", "right=other.csv")).Exits(0).Output);
        Assert.Contains("--input left=DOC", (await bench.RunAsync("run", "j.rs", "other.csv")).Exits(2).Error);
        Assert.Contains("--input right=DOC", (await bench.RunAsync("run", "j.rs", "--input", "left=other.csv")).Exits(2).Error);
        Assert.Contains("no parameter `middle`", (await bench.RunAsync("run", "j.rs", "--input", "middle=other.csv")).Exits(2).Error);
        Assert.Contains("NAME=DOC", (await bench.RunAsync("run", "j.rs", "--input", "left")).Exits(2).Error);
    }

    [Fact]
    public async Task Standard_input_is_a_document()
    {
        using var bench = new CliBench();
        bench.Write("up.rs", "pub fn analyze(input: &str) -> String { input.to_uppercase() }");
        Assert.Equal("ÄÖ 漢\n", (await bench.RunAsync("äö 漢\n", ["run", "up.rs", "-"])).Exits(0).Output);
    }

    [Fact]
    public async Task Results_are_utf8_whatever_the_locale_says()
    {
        using var bench = new CliBench();
        bench.Environment["LANG"] = bench.Environment["LC_ALL"] = "de_DE.ISO-8859-1";
        bench.Write("id.rs", "pub fn analyze(input: &str) -> String { input.to_string() }");
        bench.Write("a.txt", "Grüße 漢 😀\n");
        Assert.Equal("Grüße 漢 😀\n", (await bench.RunAsync("run", "id.rs", "a.txt")).Exits(0).Output);
        Assert.Equal("Grüße 漢 😀\n", (string)(await bench.RunAsync("run", "id.rs", "a.txt", "--json")).Exits(0).Json["result"]!);
    }

    [Theory]
    [InlineData("pub fn analyze(input: &str) -> String { panic!(\"no\") }", "panicked")]
    [InlineData("pub fn analyze(input: &str) -> String { nonsense }", "compilation_failed")]
    [InlineData("pub fn other() {}", "invalid_source")]
    public async Task A_failure_has_status_1_and_an_object_of_its_own(string source, string code)
    {
        using var bench = new CliBench();
        bench.Write("a.rs", source);
        bench.Write("a.txt", "x\n");
        Assert.Equal(code, (await bench.RunAsync("run", "a.rs", "a.txt", "--json")).Exits(1).ErrorCode);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("run", "wc.rs")]
    [InlineData("run", "missing.rs", "a.txt")]
    [InlineData("run", "wc.rs", "missing.txt")]
    [InlineData("run", "wc.rs", "a.txt", "--wasm-fuel-limit", "many")]
    [InlineData("run", "wc.rs", "a.txt", "--no-such-option")]
    [InlineData("run", "wc.rs", "a.txt", "--config", "missing.toml")]
    [InlineData("dance")]
    public async Task Wrong_usage_has_status_2_and_says_what_is_wrong(params string[] arguments)
    {
        using var bench = new CliBench();
        bench.Write("wc.rs", Lines);
        bench.Write("a.txt", "x\n");
        var plain = (await bench.RunAsync(arguments)).Exits(2);
        Assert.Equal(string.Empty, plain.Output);
        Assert.StartsWith("rlm: ", plain.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", plain.Error);
        Assert.Equal("invalid_usage", (await bench.RunAsync([.. arguments, "--json"])).Exits(2).ErrorCode);
    }

    [Fact]
    public async Task Without_a_compiler_it_says_what_is_missing_and_what_mends_it()
    {
        using var bench = new CliBench();
        bench.HideCompiler();
        bench.Write("wc.rs", Lines);
        bench.Write("a.txt", "x\n");
        Assert.Contains("rlm setup", (await bench.RunAsync("run", "wc.rs", "a.txt")).Exits(3).Error);
        Assert.Equal("compiler_not_found", (await bench.RunAsync("run", "wc.rs", "a.txt", "--json")).Exits(3).ErrorCode);
    }

    [Fact]
    public async Task Switched_off_it_says_so()
    {
        using var bench = new CliBench();
        bench.Write("wc.rs", Lines);
        bench.Write("a.txt", "x\n");
        Assert.Contains("switched off", (await bench.RunAsync("run", "wc.rs", "a.txt", "--wasm-enabled", "false")).Exits(3).Error);
    }
}
