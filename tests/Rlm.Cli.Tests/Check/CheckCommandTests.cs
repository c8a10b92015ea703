namespace Rlm.Cli.Tests.Check;

public sealed class CheckCommandTests
{
    [Fact]
    public async Task What_compiles_is_described()
    {
        using var bench = new CliBench();
        bench.Write("a.rs", "pub fn analyze(a: &str, b: &str) -> usize { a.len() + b.len() }\npub fn merge(parts: &[String]) -> String { parts.concat() }");
        Assert.Contains("analyze(a, b) with merge", (await bench.RunAsync("check", "a.rs")).Exits(0).Output);
        var json = (await bench.RunAsync("check", "a.rs", "--json")).Exits(0).Json;
        Assert.Equal(["a", "b"], json["parameters"]!.AsArray().Select(p => (string)p!));
        Assert.True((bool)json["has_merge"]!);
    }

    [Fact]
    public async Task An_error_stands_on_the_authors_line()
    {
        using var bench = new CliBench();
        bench.Write("a.rs", "pub fn analyze(input: &str) -> String {\n    let n: u32 = \"x\";\n    n.to_string()\n}\n");
        Assert.Contains("mismatched types", (await bench.RunAsync("check", "a.rs")).Exits(1).Error);
        var json = (await bench.RunAsync("check", "a.rs", "--json")).Exits(1).Json;
        Assert.Equal("compilation_failed", (string)json["error"]!["code"]!);
        Assert.Equal(2, (int)json["diagnostics"]![0]!["line"]!);
        Assert.Equal("E0308", (string)json["diagnostics"]![0]!["code"]!);
    }

    [Fact]
    public async Task Without_a_compiler_it_says_what_is_missing()
    {
        using var bench = new CliBench();
        bench.HideCompiler();
        bench.Write("a.rs", "pub fn analyze(a: &str) -> usize { a.len() }");
        Assert.Equal("compiler_not_found", (await bench.RunAsync("check", "a.rs", "--json")).Exits(3).ErrorCode);
    }
}
