using CsCheck;
using Rlm.Configuration;
using Rlm.Testing;

namespace Rlm.Tests.Configuration;

/// <summary>Configuration of any kind is read, or its problems are named with their lines; from a stranger nothing is taken that reaches further.</summary>
[Trait("Category", "Security")]
public sealed class ConfigurationFuzzTests
{
    private static readonly string[] Words =
    [
        .. SettingList.All.Select(s => s.Key), .. SettingList.All.Select(s => s.Key.Split('.')[^1]), .. ProviderKeys.All.Select(k => k.Name),
        "[wasm]\n", "[wasm.compiler]\n", "[budgets]\n", "[sessions]\n", "[documents]\n", "[[providers]]\n", "[providers]\n", "[providers.headers]\n", "[[providers.headers]]\n", "[", "]", "[[", "]]", "{", "}", "=", " = ", ".",
        ",", "\n", "\r", "\r\n", "\"", "'", "\"\"\"", "'''", "#", "\\", "\\u0000", "\\ud800", "\"x\"", "1", "-1", "0x7fffffffffffffff", "9223372036854775808", "1e400", "nan", "inf", "true", "false", "1979-05-27T07:32:00Z",
        "[1, 2]", "{ a = 1 }", "\0", "\u00ff", "\ud83d\ude00", "  ", "wasm", "compiler", "providers", "model", "= \"m\"\n",
    ];

    private const string Whole =
        "model = \"m\"\nbase_url = \"http://x\"\n[wasm]\nenabled = true\nfuel_limit = 5\nmemory_limit = \"1GiB\"\ncache_dir = \"/x\"\n[wasm.compiler]\nrustc_path = \"/r\"\nextra_flags = [\"-C\", \"x\"]\n"
        + "[budgets]\nmax_cost_usd = 1.5\nmax_tokens = 5000\n[[providers]]\nmodel = \"a\"\nrole = \"sub\"\nheaders = { X = \"y\" }\nstop = [\"a\", \"b\"]\n[providers.headers]\nZ = \"z\"\n[documents]\nno_ignore = true\n";

    public static TheoryData<string> Corpus =>
        [.. Directory.GetFiles(Repository.PathOf("tests", "Rlm.Tests", "Configuration", "Corpus")).Order(StringComparer.Ordinal).Select(path => Path.GetFileName(path))];

    [Theory]
    [MemberData(nameof(Corpus))]
    public void A_file_of_the_corpus_is_read_or_its_problems_have_lines(string name) =>
        Check(File.ReadAllBytes(Repository.PathOf("tests", "Rlm.Tests", "Configuration", "Corpus", name)));

    [Fact]
    public void A_file_of_words_is_read_or_its_problems_have_lines() =>
        Gen.OneOf(Words).Array[0, 60].Select(string.Concat).Sample(Check, iter: Cases.Of(60_000, 1_500));

    [Fact]
    public void A_file_that_was_changed_is_read_or_its_problems_have_lines() =>
        Gen.Select(Gen.Int[0, Whole.Length], Gen.Int[0, 30], Gen.OneOf(Gen.OneOf(Words), Gen.String[0, 5])).Array[1, 5].Sample(
            changes =>
            {
                var text = Whole;
                foreach (var (place, removed, added) in changes)
                {
                    var at = Math.Min(place, text.Length);
                    text = text[..at] + added + text[Math.Min(text.Length, at + removed)..];
                }

                Check(text);
            },
            iter: Cases.Of(60_000, 1_500));

    [Fact]
    public void One_word_very_often_is_read_in_good_time()
    {
        foreach (var word in Words.Append("a.").Append("a = [").Append("a = {b = ").Append("[a]\n").Append("a = 1\n"))
        {
            Check(string.Concat(Enumerable.Repeat(word, Cases.Of(200_000, 20_000) / word.Length)));
        }
    }

    // A change may have cut a character in two; then there is another one in its place.
    private static void Check(string text) => Check(System.Text.Encoding.UTF8.GetBytes(text));

    private static void Check(byte[] text)
    {
        foreach (var trusted in new[] { true, false })
        {
            var settings = new Settings();
            using var folder = new TempFolder();
            File.WriteAllBytes(folder.PathOf("c.toml"), text);
            if (ConfigurationSource.Read(folder.PathOf("c.toml"), named: !trusted, settings.Problems) is { } source)
            {
                ConfigurationFile.Read(source with { Path = "c.toml" }, trusted, settings);
                Assert.All(settings.Problems, p => Assert.Matches(@"\Ac\.toml:\d+: ", p));
            }

            if (!trusted)
            {
                var none = new Settings();
                Assert.Empty(settings.Providers);
                Assert.Equal((null, null, false), (settings.Model, settings.BaseUrl, settings.BaseUrlIsNamed));
                Assert.Equal((none.Rlm.Toolchain.RustcPath, none.Rlm.Cache.Folder), (settings.Rlm.Toolchain.RustcPath, settings.Rlm.Cache.Folder));
                Assert.Equal(none.Rlm.Compiler.ExtraFlags, settings.Rlm.Compiler.ExtraFlags);
                Assert.All(SettingList.All.Where(s => s.Reach is not null), s => Assert.True(s.Reach!(settings) <= s.Reach(none), $"{s.Key}\n{System.Text.Encoding.UTF8.GetString(text)}"));
            }
        }
    }
}
