using System.Security.Cryptography;
using System.Text;
using Rlm.Bench.Corpora;

namespace Rlm.Bench.Peers;

/// <summary>One question, as each peer answers it.</summary>
/// <param name="Name">Its folder below <c>bench/analyses</c>.</param>
/// <param name="Corpora">What it is asked about, in the order of its parameters; the first is the large one.</param>
/// <param name="Crates">Whether its Rust needs more than the standard library.</param>
/// <param name="Regex">Whether it is the regex engines that are compared.</param>
/// <param name="Remark">Why it may be slower than elsewhere, where that is known.</param>
internal sealed record BenchAnalysis(string Name, IReadOnlyList<Corpus> Corpora, bool Crates = false, bool Regex = false, string? Remark = null)
{
    private const string BoundaryRemark =
        @"a Unicode `\b` in a text with letters outside of ASCII: the crate leaves its fast engine, also as a native program; `(?-u:\b)`, as in emails-ascii, keeps it";

    private const string SearchRemark =
        "CPython's own search is compiled, and this analysis is little else; at 1 MB making instances and threads takes as long as the search";

    public static IReadOnlyList<BenchAnalysis> All { get; } =
    [
        new("line-count", [Corpus.Prose], Remark: SearchRemark),
        new("word-frequency", [Corpus.Prose]),
        new("longest-lines", [Corpus.Prose]),
        new("sentence-stats", [Corpus.Prose]),
        new("character-classes", [Corpus.Prose]),
        new("substring-context", [Corpus.Prose], Remark: SearchRemark),
        new("log-levels", [Corpus.Log]),
        new("error-messages", [Corpus.Log]),
        new("unique-clients", [Corpus.Log]),
        new("session-gaps", [Corpus.Log]),
        new("duplicate-lines", [Corpus.Log]),
        new("join-users", [Corpus.Log, Corpus.Users]),
        new("emails-ascii", [Corpus.Log], Crates: true, Regex: true),
        new("emails-unicode", [Corpus.Log], Crates: true, Regex: true, Remark: BoundaryRemark),
        new("csv-percentiles", [Corpus.Csv]),
        new("csv-group-by", [Corpus.Csv]),
        new("date-range", [Corpus.Csv]),
        new("jsonl-sums", [Corpus.JsonLines], Crates: true),
    ];

    /// <summary>The Rust without <c>merge</c>.</summary>
    public string Rust { get; } = Read(Name, "analysis.rs")!;

    /// <summary>The Rust with <c>merge</c>, or null: its parts would be as large as the whole.</summary>
    public string? Merge { get; } = Read(Name, "merge.rs");

    public string PythonFile { get; } = Path.Combine(Folder(Name), "analysis.py");

    /// <summary>Moves with everything that decides what is measured.</summary>
    public string Fingerprint
    {
        get
        {
            var all = string.Join('\0', [Rust, Merge ?? "", File.ReadAllText(PythonFile), .. Corpora.Select(corpus => $"{corpus.Name} {corpus.Version}")]);
            return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all)))[..16];
        }
    }

    private static string Folder(string name) => Path.Combine(Places.Root, "bench", "analyses", name);

    private static string? Read(string name, string file)
    {
        var path = Path.Combine(Folder(name), file);
        return File.Exists(path) ? File.ReadAllText(path) : null;
    }
}
