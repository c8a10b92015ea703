using System.Globalization;
using System.Text.RegularExpressions;
using Rlm.Prompts;
using Rlm.Replies;
using Rlm.Testing;

namespace Rlm.Tests.Replies;

/// <summary>
/// Replies as models write them, in files: a case begins with <c>=== name</c>; after the reply stands what must be
/// understood, a command a line, and what the model must be told. <c>⟨U+000D⟩</c> is a character that a file cannot show.
/// </summary>
public sealed partial class ReplyCorpusTests
{
    private static readonly Dictionary<string, Case> Cases = Load();

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_reply_is_understood_or_told_back(string name)
    {
        var (reply, understood, told) = Cases[name];
        var reading = ReplyReader.Read(reply);
        Assert.Equal(understood, Reading.Of(reply));
        var answer = reading.Commands.Count == 0 ? PromptBuilder.Unreadable(reading.Problems) : string.Join('\n', reading.Problems);
        Assert.All(told, words => Assert.Contains(words, answer));
        Assert.Equal(told.Count > 0, answer.Length > 0);
    }

    [Fact]
    public void There_are_many() => Assert.InRange(Cases.Count, 150, int.MaxValue);

    private static Dictionary<string, Case> Load()
    {
        var cases = new Dictionary<string, Case>(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(Repository.PathOf("tests", "Rlm.Tests", "Replies", "Corpus"), "*.txt").Order(StringComparer.Ordinal))
        {
            foreach (var text in $"\n{File.ReadAllText(path).TrimEnd()}".Split("\n=== ").Skip(1))
            {
                var lines = text.TrimEnd('\n').Split('\n');
                var understood = Array.IndexOf(lines, "--- understood");
                var told = Array.IndexOf(lines, "--- told");
                var end = understood >= 0 ? understood : told;
                cases.Add($"{Path.GetFileNameWithoutExtension(path)}: {lines[0]}", new Case(
                    Character().Replace(string.Join('\n', lines[1..end]), m => ((char)int.Parse(m.Groups[1].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString()),
                    understood < 0 ? string.Empty : string.Join('\n', lines[(understood + 1)..(told < 0 ? lines.Length : told)]),
                    told < 0 ? [] : lines[(told + 1)..]));
            }
        }

        return cases;
    }

    [GeneratedRegex("⟨U\\+([0-9A-F]{4})⟩")]
    private static partial Regex Character();

    private sealed record Case(string Reply, string Understood, IReadOnlyList<string> Told);
}
