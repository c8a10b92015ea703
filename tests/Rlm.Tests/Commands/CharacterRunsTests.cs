using Rlm.Commands;
using Rlm.Testing;

namespace Rlm.Tests.Commands;

/// <summary>Runs are exactly what the pattern matches.</summary>
public sealed class CharacterRunsTests
{
    private const string Text =
        "Der Wal, \u201ewei\u00df\u201c; caf\u00e9 cafe\u0301 x\u00b2 \u2163 \u0663\u0664 \ud835\udc00b \ud800 \udc00 a\u200db _under_score 'tis it's\r\n[x] a-b ^c \\d ]e\t\u4e2d\u6587\u3000\u00a0\u2028z\n\n0";

    public static TheoryData<string> Classes { get; } =
    [
        @"[\p{L}\p{N}_]+", @"\w+", @"\W+", @"\d+", @"\D+", @"\s+", @"\S+", @"\p{L}+", @"\P{L}+", @"\p{IsGreek}+", "[a-z]+", "[A-Za-z0-9_-]+", "[^ ]+", @"[^\s,;]+", @"[\]x]+",
        @"[\[x]+", @"[\\d]+", "[a^]+", "[-a]+", @"[\n]+", @"[\u00e9\x41]+", "[']+", @"[\w']+",
    ];

    public static TheoryData<string> Others { get; } =
    [
        @"\w*", @"\w+?", @"\w++", @"\w", @"\b\w+\b", "[a-z]+[0-9]+", "[a][b]+", "a+", ".+", @"\b+", @"\p{L}\p{N}+", "[a-z-[aeiou]]+", "[[:alpha:]]+", "(?i)[a-z]+", "[a]|[b]+", @"[a\]+", "[]a]+",
        "[^]a]+", "x[a]+", "^[a]+", "+", "", "[]+", "[^]+", @"\+",
    ];

    [Theory]
    [MemberData(nameof(Classes))]
    public void They_are_what_the_pattern_matches(string pattern)
    {
        var regex = SafeRegex.Create(pattern, out _)!;
        var runs = Assert.IsType<CharacterRuns>(CharacterRuns.Of(regex));

        Assert.Equal([.. regex.Matches(Text).Select(m => m.Value)], All(runs, Text));
        var random = new Random(5);
        for (var i = 0; i < Cases.Of(2_000, 200); i++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(40)).Select(_ => random.Next(3) == 0 ? (char)random.Next(char.MaxValue + 1) : Text[random.Next(Text.Length)])]);
            Assert.Equal([.. regex.Matches(text).Select(m => m.Value)], All(runs, text));
        }
    }

    [Fact]
    public void They_agree_on_every_character()
    {
        foreach (var pattern in Classes)
        {
            var regex = SafeRegex.Create(pattern.Data, out _)!;
            var runs = CharacterRuns.Of(regex)!;
            for (var c = 0; c <= char.MaxValue; c += pattern.Data.Contains('p') ? 1 : 7)
            {
                var text = $" {(char)c},";
                Assert.Equal([.. regex.Matches(text).Select(m => m.Value)], All(runs, text));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Others))]
    public void What_is_more_than_a_class_is_left_to_the_pattern(string pattern)
    {
        // Some of them are no patterns, or none that run without backtracking; then there is nothing to leave.
        if (SafeRegex.Create(pattern, out var problem) is { } regex)
        {
            Assert.Null(CharacterRuns.Of(regex));
        }
        else
        {
            Assert.NotNull(problem);
        }
    }

    private static List<string> All(CharacterRuns runs, string text)
    {
        var all = new List<string>();
        for (var at = 0; at < text.Length;)
        {
            if (runs.Next(text, ref at) is { IsEmpty: false } run)
            {
                all.Add(run.ToString());
            }
        }

        return all;
    }
}
