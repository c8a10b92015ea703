using Rlm.Wasm.Toolchain;

namespace Rlm.Bench.Peers.Native;

/// <summary>A cargo project with one program for each analysis, and the crates in the versions of the sandbox.</summary>
internal sealed class NativePrograms
{
    private static readonly string Project = System.IO.Path.Combine(Places.Work, "native");

    private readonly IReadOnlySet<string> _built;

    private NativePrograms(IEnumerable<string> built, string crates) => (_built, Crates) = (built.ToHashSet(), crates);

    /// <summary>Which crates they are linked with, and from where.</summary>
    public string Crates { get; }

    public bool Has(BenchAnalysis analysis) => _built.Contains(analysis.Name);

    public string Path(BenchAnalysis analysis) => System.IO.Path.Combine(Project, "target", "release", analysis.Name);

    /// <summary>Builds all; without the crates those that need none.</summary>
    public static async Task<(NativePrograms? Programs, string? Failure)> BuildAsync(IReadOnlyList<BenchAnalysis> analyses, RustToolchain toolchain)
    {
        var crates = toolchain.Crates.Where(crate => crate.Name != "rlm").ToList();
        var names = string.Join(", ", crates.Select(crate => $"{crate.Name} {crate.Version}"));
        var failure = "";
        await foreach (var (from, home) in NativeCrates.SourcesAsync(Project, crates))
        {
            failure = await BuildAsync(analyses, crates, home);
            if (failure.Length == 0)
            {
                return (new NativePrograms(analyses.Select(analysis => analysis.Name), $"{names} from {from}"), null);
            }
        }

        var plain = analyses.Where(analysis => !analysis.Crates).ToList();
        Console.Error.WriteLine($"native programs without crates: {failure}");
        failure = await BuildAsync(plain, [], null);
        return failure.Length == 0
            ? (new NativePrograms(plain.Select(analysis => analysis.Name), $"without {names}, which could not be had"), null)
            : (null, failure);
    }

    private static async Task<string> BuildAsync(IReadOnlyList<BenchAnalysis> analyses, IReadOnlyList<GuestCrate> crates, string? home)
    {
        var bin = Directory.CreateDirectory(System.IO.Path.Combine(Project, "src", "bin")).FullName;
        foreach (var old in Directory.GetFiles(bin))
        {
            File.Delete(old);
        }

        foreach (var analysis in analyses)
        {
            await File.WriteAllTextAsync(System.IO.Path.Combine(bin, $"{analysis.Name}.rs"), Program(analysis));
        }

        await File.WriteAllTextAsync(System.IO.Path.Combine(Project, "Cargo.toml"), $"""
            [package]
            name = "native"
            version = "1.0.0"
            edition = "2021"
            publish = false

            [workspace]

            [dependencies]
            {string.Join('\n', crates.Select(crate => $"{crate.Name} = \"={crate.Version}\""))}

            """);
        var environment = new Dictionary<string, string>();
        if (home is not null)
        {
            environment["CARGO_HOME"] = home;
        }

        string[] arguments = ["build", "--release", "--quiet", .. home is null ? Array.Empty<string>() : ["--offline"]];
        var (_, errors, exit) = await Tool.RunAsync("cargo", arguments, Project, environment);
        return exit == 0 ? "" : $"cargo: {errors.Trim()}";
    }

    // `-O` is what cargo's release profile is. The times are printed apart from the result.
    private static string Program(BenchAnalysis analysis)
    {
        var texts = string.Join(", ", Enumerable.Range(0, analysis.Corpora.Count).Select(i => $"&texts[{i}]"));
        return $$"""
            #![allow(warnings)]
            use std::cell::*; use std::cmp::*; use std::collections::*; use std::fmt::Write as _; use std::rc::Rc;

            fn main() {
                let began = std::time::Instant::now();
                let texts: Vec<String> = std::env::args().skip(1).map(|path| std::fs::read_to_string(path).unwrap()).collect();
                let loaded = std::time::Instant::now();
                let result = analyze({{texts}});
                let ended = std::time::Instant::now();
                eprintln!("{} {}", (ended - loaded).as_nanos(), (ended - began).as_nanos());
                print!("{result}");
            }

            {{analysis.Rust}}
            """;
    }
}
