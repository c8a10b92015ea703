using Rlm.Testing;

namespace Rlm.Wasm.Tests.Validation;

/// <summary>Named sources out of text files: a line <c>=== name</c>, then the source.</summary>
internal static class SourceFiles
{
    public static IEnumerable<(string Name, string Text)> Read(string file)
    {
        var text = File.ReadAllText(Repository.PathOf("tests", "Rlm.Wasm.Tests", "Validation", "Sources", file));
        foreach (var part in ("\n" + text).Split("\n=== ", StringSplitOptions.RemoveEmptyEntries))
        {
            var end = part.IndexOf('\n', StringComparison.Ordinal);
            yield return (part[..end], part[(end + 1)..]);
        }
    }

    /// <summary>All honest sources, snippets inside a function.</summary>
    public static IEnumerable<(string Name, string Text)> Honest() =>
        Read("honest-snippets.txt")
            .Select(source => (source.Name, $"pub fn analyze(input: &str) -> String {{\n{source.Text}\nString::new()\n}}\n"))
            .Concat(Read("honest-analyses.txt").Select(source =>
                source.Name == "carriage returns" ? (source.Name, source.Text.Replace("\n", "\r\n", StringComparison.Ordinal)) : source));
}
