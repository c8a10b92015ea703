using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using Rlm.Testing;
using Rlm.Wasm.Validation;

namespace Rlm.Wasm.Tests.Validation;

/// <summary>
/// Generated sources around words that read the machine, given to rustc itself. Each lies in a file of its own, so that
/// rustc cuts each alone, many to a crate. What they would read is not there, so that rustc reports every attempt.
/// </summary>
[Trait("Category", "Security")]
public sealed partial class GeneratedReadTests
{
    private const int FilesACrate = 50;

    /// <summary>The last file of every crate: when rustc did not read for it, it gave up before and the rest says nothing.</summary>
    private const string Control = $"const A: &str = include_str!(\"{ReadingText.File}\");";

    [Fact]
    public async Task No_source_that_makes_rustc_read_passes()
    {
        var seed = Environment.GetEnvironmentVariable("RLM_TEST_SEED") ?? new PCG(1).ToString();
        var random = PCG.Parse(seed);
        var sources = Enumerable.Range(0, Cases.Of(full: 5_000, quick: 600)).Select(_ => ReadingText.Sources.Generate(random, null, out Size _)).Distinct().ToList();
        var results = sources.ConvertAll(source => (Text: source, Valid: SourceValidator.Validate(source).Source));
        var passed = results.Where(result => result.Valid is not null).ToList();
        var refused = results.Where(result => result.Valid is null && IsText(result.Text) && IsCutCleanly(result.Text)).Take(Cases.Of(full: 600, quick: 100)).ToList();

        var (readPassed, uncut) = await ReadersAsync(passed.ConvertAll(result => result.Valid!.CompilerText));
        var (readRefused, _) = await ReadersAsync(refused.ConvertAll(result => result.Text));

        TestContext.Current.SendDiagnosticMessage(
            $"seed {seed}: {passed.Count} of {sources.Count} passed, {readPassed.Count} of them read; of {refused.Count} refused ones {readRefused.Count} read");
        Assert.True(readPassed.Count == 0, $"RLM_TEST_SEED={seed} makes sources that pass and make rustc read:\n{string.Join("\n----\n", readPassed.Select(i => passed[i].Text))}");
        Assert.True(uncut.Count == 0, $"RLM_TEST_SEED={seed} makes sources that pass and that rustc cannot cut into tokens:\n{string.Join("\n----\n", uncut.Select(i => passed[i].Text))}");
        Assert.True(passed.Count >= sources.Count / 10, $"RLM_TEST_SEED={seed}: only {passed.Count} pass, which tries little");
        Assert.True(readRefused.Count >= Cases.Of(full: 20, quick: 2), $"RLM_TEST_SEED={seed}: only {readRefused.Count} of {refused.Count} refused ones read, which tries little");
    }

    /// <summary>Whether a file can hold it: a change may have cut a character in two, and rustc never sees such a thing.</summary>
    private static bool IsText(string source) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(source)) == source;

    /// <summary>Indexes of the sources for which rustc tried to read, and of those that it could not even cut into tokens.</summary>
    private static async Task<(SortedSet<int> Read, SortedSet<int> Uncut)> ReadersAsync(List<string> sources)
    {
        var (read, uncut) = (new SortedSet<int>(), new SortedSet<int>());
        foreach (var chunk in sources.Index().Chunk(FilesACrate))
        {
            var left = chunk.ToList();
            while (left.Count > 0)
            {
                var (tripped, end) = await CompileAsync(left);
                if (tripped.Contains(left.Count))
                {
                    read.UnionWith(tripped.Where(file => file < left.Count).Select(file => left[file].Index));
                    break;
                }

                // A literal without an end makes rustc give up at once. Without that file it gets on.
                uncut.Add(left[end].Index);
                left.RemoveAt(end);
            }
        }

        return (read, uncut);
    }

    /// <summary>Compiles the sources and the control behind them; tells which read, and at which rustc gave up if it did.</summary>
    private static async Task<(SortedSet<int> Read, int End)> CompileAsync(List<(int Index, string Item)> sources)
    {
        using var folder = new TempFolder();
        for (var i = 0; i < sources.Count; i++)
        {
            folder.Write(FileOf(i), sources[i].Item);
        }

        folder.Write(FileOf(sources.Count), Control);
        folder.Write("root.rs", "mod prelude {}\n" + string.Concat(Enumerable.Range(0, sources.Count + 1).Select(i => $"mod {Path.GetFileNameWithoutExtension(FileOf(i))};\n")));

        var (_, output) = await PlainRustc.RunAsync(folder, ["root.rs", "--crate-type=lib", "--emit=metadata", "--error-format=short"]);

        var errors = Error().Matches(output);
        Assert.True(errors.Count > 0, output);
        var read = errors.Where(error => Attempt().IsMatch(error.Groups["message"].Value)).Select(NumberOf);
        return (new SortedSet<int>(read), NumberOf(errors[^1]));
    }

    private static bool IsCutCleanly(string source)
    {
        var problems = new ProblemList(source);
        return new CodeTokens(source, RustLexer.Lex(source, problems)).Balanced && problems.IsEmpty;
    }

    private static string FileOf(int number) => string.Create(CultureInfo.InvariantCulture, $"file_{number}.rs");

    private static int NumberOf(Match error) => int.Parse(error.Groups["file"].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^file_(?<file>\d+)\.rs:\d+:\d+: error[^:]*: (?<message>.*)$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Error();

    [GeneratedRegex("^couldn't read|^file not found for module|^environment variable .* not defined", RegexOptions.CultureInvariant)]
    private static partial Regex Attempt();
}
