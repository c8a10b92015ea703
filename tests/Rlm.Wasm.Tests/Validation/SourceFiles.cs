using Rlm.Testing;

namespace Rlm.Wasm.Tests.Validation;

/// <summary>Named sources out of text files: a line <c>=== name</c>, then the source.</summary>
internal static class SourceFiles
{
    /// <summary>The variable of the environment that attacks read.</summary>
    public const string CanaryVariable = "RLM_CANARY";

    private const string Tail = "\npub fn analyze(i: &str) -> String { i.into() }\n";

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
    public static IEnumerable<(string Name, string Text)> Honest() => HonestSnippets().Concat(HonestAnalyses());

    /// <summary>The honest sources that were written as whole analyses.</summary>
    public static IEnumerable<(string Name, string Text)> HonestAnalyses() =>
        Files("honest-analyses*.txt").SelectMany(Read).Select(source =>
            source.Name == "carriage returns" ? (source.Name, source.Text.Replace("\n", "\r\n", StringComparison.Ordinal)) : source);

    /// <summary>The honest sources that were written as statements, each inside of an <c>analyze</c>.</summary>
    public static IEnumerable<(string Name, string Text)> HonestSnippets() =>
        Files("honest-snippets*.txt").SelectMany(Read)
            .Select(source => (source.Name, $"pub fn analyze(input: &str) -> String {{\n{source.Text}\nString::new()\n}}\n"));

    /// <summary>
    /// Sources that read a file or the environment of the machine that compiles, or reach for what belongs to the host.
    /// Each has an <c>analyze</c>, so that it is refused for nothing else.
    /// </summary>
    /// <param name="canary">Absolute path, ending in <c>.rs</c>, of the file that they try to read; the variable is <see cref="CanaryVariable"/>.</param>
    public static IEnumerable<(string Name, string Text)> Attacks(string canary) =>
        Files("attacks*.txt").SelectMany(Read).Select(source => (source.Name, Aim(source.Text, canary)));

    private static IEnumerable<string> Files(string pattern) =>
        Directory.GetFiles(Repository.PathOf("tests", "Rlm.Wasm.Tests", "Validation", "Sources"), pattern)
            .Select(path => Path.GetFileName(path))
            .Order(StringComparer.Ordinal);

    private static string Aim(string text, string canary) => text
        .Replace("{CANARY}", canary, StringComparison.Ordinal)
        .Replace("{FOLDER}", Path.GetDirectoryName(canary), StringComparison.Ordinal)
        .Replace("{FILE}", Path.GetFileName(canary), StringComparison.Ordinal)
        .Replace("{STEM}", Path.GetFileNameWithoutExtension(canary), StringComparison.Ordinal)
        + (text.Contains("fn analyze", StringComparison.Ordinal) ? string.Empty : Tail);
}
