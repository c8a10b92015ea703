using Rlm.Testing;
using Rlm.Wasm.Compilation;
using Rlm.Wasm.Validation;

namespace Rlm.Wasm.Tests.Validation;

[Trait("Category", "Security")]
public sealed class HonestSourceTests
{
    private const int MostRefused = 5;

    /// <summary>A word that is no name anywhere, so that no rule needs to know where it stands.</summary>
    private static readonly string[] Refused = ["method called include"];

    [Fact]
    public void Honest_sources_pass_but_for_very_few()
    {
        var sources = SourceFiles.Honest().ToList();
        var refused = new List<(string Name, string Why)>();
        foreach (var (name, text) in sources)
        {
            var result = SourceValidator.Validate(text);
            if (result.Source is { } source)
            {
                Assert.Equal(Lines(text), Lines(source.CompilerText));
            }
            else
            {
                refused.Add((name, string.Join('\n', result.Problems.Select(problem => problem.Rendered))));
            }
        }

        Assert.InRange(sources.DistinctBy(source => source.Text).Count(), 500, int.MaxValue);
        Assert.InRange(refused.Count, 0, MostRefused);
        Assert.True(refused.Select(source => source.Name).SequenceEqual(Refused), string.Join("\n\n", refused));
    }

    [Fact]
    public async Task The_compiler_takes_the_honest_snippets()
    {
        using var folder = new TempFolder();
        var snippets = SourceFiles.HonestSnippets().ToList();
        var prelude = $"{CompilerTextBuilder.Prefix}\n";
        for (var i = 0; i < snippets.Count; i++)
        {
            folder.Write($"snippet_{i}.rs", prelude + snippets[i].Text);
        }

        var head = EntryTemplate.Render(new AnalysisSignature([], HasMerge: false, ["regex", "serde_json"]));
        folder.Write("root.rs", head[..head.IndexOf("#[forbid", StringComparison.Ordinal)] + string.Concat(snippets.Select((_, i) => $"mod snippet_{i};\n")));

        var (exitCode, output) = await PlainRustc.RunAsync(
            folder, ["root.rs", "--crate-type=lib", "--emit=metadata", "--error-format=short", .. await PlainRustc.CratesAsync()]);

        Assert.True(exitCode == 0, output);
    }

    private static int Lines(string text) => text.Count(c => c == '\n');
}
