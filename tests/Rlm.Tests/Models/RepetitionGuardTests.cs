using System.Text;
using Rlm.Models;
using Rlm.Testing.Chat;

namespace Rlm.Tests.Models;

public sealed class RepetitionGuardTests
{
    [Theory]
    [InlineData("the same again, ", true)]
    [InlineData("x", true)]
    [InlineData("\n", true)]
    public void What_only_repeats_itself_is_noticed(string piece, bool circling) =>
        Assert.Equal(circling, Grow(Enumerable.Repeat(piece, 8_000 / piece.Length)));

    [Fact]
    public void Tables_and_code_are_not_repetition()
    {
        Assert.False(Grow(Enumerable.Range(0, 1_000).Select(i => $"| {i} | 0 | 0 |\n")));
        Assert.False(Grow(Enumerable.Repeat(string.Concat(Enumerable.Range(0, 100).Select(i => $"line {i};\n")), 8)));
    }

    [Fact]
    public async Task An_answer_that_goes_round_in_circles_is_cut_off()
    {
        await using var server = new ScriptedChatServer(ChatAnswers.Endless($"data: {ChatAnswers.Delta("Well. ")}\n\n", $"data: {ChatAnswers.Delta("and so on, ")}\n\n"));
        var reply = await ModelTestClient.AskAsync(server.BaseUrl);
        Assert.True(reply.IsCutOff);
        Assert.StartsWith("Well. and so on, ", reply.Text, StringComparison.Ordinal);
    }

    private static bool Grow(IEnumerable<string> pieces)
    {
        var (guard, text, circling) = (new RepetitionGuard(), new StringBuilder(), false);
        foreach (var piece in pieces)
        {
            circling |= guard.IsCircling(text.Append(piece));
        }

        return circling;
    }
}
