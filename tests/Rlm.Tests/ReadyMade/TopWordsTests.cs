using System.Text.RegularExpressions;
using static Rlm.Tests.ReadyMade.ReadyMadeBench;

namespace Rlm.Tests.ReadyMade;

public sealed partial class TopWordsTests
{
    [Fact]
    public async Task Words_are_counted_in_lower_case()
    {
        // collections.Counter of re.findall(r"[^\W_]+(?:['’][^\W_]+)*", text.lower()).
        Assert.Equal("1642\tthe\n872\tand\n729\tto\n632\ta\n541\tshe\n", await KeepOfSampleAsync("top_words", """{"n":5}""", "alice.txt"));
        Assert.Equal("1683\tgoethe\n1395\tmaximen\n1384\treflexionen\n", await KeepOfSampleAsync("top_words", """{"n":3,"min_length":6}""", "zitate.txt"));
        Assert.Contains("26688 words, 2630 different ones, 5 of them shown", await ShowAsync("top_words", """{"n":5}""", await SampleAsync("alice.txt")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Counts_are_those_of_another_program()
    {
        var text = await SampleAsync("manuel.txt");
        var expected = Word().Matches(text).GroupBy(m => m.Value, StringComparer.Ordinal).Select(g => (Count: g.Count(), g.Key))
            .OrderByDescending(g => g.Count).ThenBy(g => System.Text.Encoding.UTF8.GetBytes(g.Key), Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b)))
            .Take(500).Select(g => $"{g.Count}\t{g.Key}\n");
        Assert.Equal(string.Concat(expected), await KeepAsync("top_words", """{"n":500,"case":"keep"}""", text));
    }

    [Theory]
    [InlineData("""{"stop_words":true}""", "2\tcat\n1\tdog’s\n")]
    [InlineData("""{"stop_words":["Cat","of"]}""", "2\tthe\n1\tdog’s\n")]
    [InlineData("""{"stop_words":"cat of"}""", "2\tthe\n1\tdog’s\n")]
    [InlineData("""{"min_length":4}""", "1\tdog’s\n")]
    [InlineData("""{"case":"keep"}""", "2\tcat\n1\tThe\n1\tdog’s\n1\tof\n1\tthe\n")]
    public async Task Words_can_be_left_out(string args, string expected) =>
        Assert.Equal(expected, await KeepAsync("top_words", args, "The cat, 'of' the (cat) dog’s"));

    [GeneratedRegex(@"[\p{L}\p{N}\p{M}-[\p{Mn}\p{Me}]]+(?:['’][\p{L}\p{N}]+)*")]
    private static partial Regex Word();
}
