using Rlm.Wasm.Validation;

namespace Rlm.Wasm.Tests.Validation;

[Trait("Category", "Security")]
public sealed class AttackTests
{
    private const string Tail = "\npub fn analyze(i: &str) -> String { String::new() }\n";

    public static TheoryData<string, string> Sources()
    {
        var data = new TheoryData<string, string>();
        foreach (var (name, text) in SourceFiles.Attacks("/etc/canary.rs").Concat(Written()))
        {
            data.Add(name, text);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public void A_source_that_reads_the_host_is_refused(string name, string text)
    {
        var result = SourceValidator.Validate(text);

        Assert.True(result.Source is null, name);
        Assert.Contains(result.Problems, problem => !problem.Message.StartsWith("there is no function", StringComparison.Ordinal));
        Assert.All(result.Problems, problem => Assert.True(problem.Line >= 1 && problem.Column >= 1, problem.Rendered));
        Assert.All(result.Problems, problem => Assert.Contains("help: ", problem.Rendered, StringComparison.Ordinal));
    }

    [Fact]
    public void There_are_many_different_ones()
    {
        var data = Sources().Select(row => row.Data).ToList();

        Assert.InRange(data.Count, 200, int.MaxValue);
        Assert.Equal(data.Count, data.DistinctBy(source => source.Item1).Count());
        Assert.Equal(data.Count, data.DistinctBy(source => source.Item2).Count());
    }

    /// <summary>Sources that a text file does not hold well.</summary>
    private static IEnumerable<(string Name, string Text)> Written() =>
    [
        ("byte-order mark", "\ufeff" + Tail),
        ("byte-order mark before a shebang", "\ufeff#!/*" + Tail + "*/"),
        ("NUL", "// a\0b" + Tail),
        ("vertical tab as a space", "mod\vhostname;" + Tail),
        ("form feed as a space", "include_str\f!(\"/etc/hostname\");" + Tail),
        ("next line as a space", "const A: &str = include_str\u0085!(\"/etc/hostname\");" + Tail),
        ("line separator ends no comment", "// a\u2028include!(\"/etc/hostname\");" + Tail + "\u2029"),
        ("left-to-right mark as a space", "const A: &str = include_str\u200e!(\"/etc/hostname\");" + Tail),
        ("carriage return ends no comment", "// a\rinclude!(\"/etc/hostname\");" + Tail),
        ("carriage return twice", "// a\r\r\nfn f() {}" + Tail),
        ("escape character in a string", "const A: &str = \"\u001b[2J\";" + Tail),
        ("delete character", "// \u007f" + Tail),
        ("half a surrogate pair", "// \ud800" + Tail),
        ("the other half", "const A: char = '\udc00';" + Tail),
        ("comment without an end", "/* /* */ include!(\"x\");" + Tail),
        ("string without an end", "const A: &str = \"" + Tail),
        ("raw string without an end", "const A: &str = r##\"\"#" + Tail),
        ("char without an end", "const A: char = '(" + Tail),
        ("raw string with 256 hashes", $"const A: &str = r{new string('#', 256)}\"\"{new string('#', 256)};" + Tail),
        ("too deep", $"const A: u8 = {new string('(', 65)}1{new string(')', 65)};" + Tail),
        ("brackets open", "mod a {" + Tail),
        ("brackets close", "}" + Tail),
        ("brackets cross", "const A: u8 = ([1)];" + Tail),
        ("too large", new string(' ', 64 * 1024) + Tail),
        ("too large in UTF-8 only", "// " + new string('é', 33 * 1024) + Tail),
    ];
}
