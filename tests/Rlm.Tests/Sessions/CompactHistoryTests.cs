using Rlm.Sessions;

namespace Rlm.Tests.Sessions;

public sealed class CompactHistoryTests
{
    private static SessionTurn Turn(int number, int answer, int question = 20) =>
        new($"run-{number}", default, $"{number:0000} ".PadRight(question, 'q'), $"{number:0000} ".PadRight(answer, 'a'), []);

    [Fact]
    public void What_fits_is_told_as_it_is()
    {
        var history = CompactHistory.Of([Turn(1, 480), Turn(2, 480)], 1000);
        Assert.Equal([480, 480], history.Told.Select(t => t.Answer.Length));
        Assert.Empty(history.Listed);
    }

    [Fact]
    public void The_oldest_answers_are_cut_first_and_the_newest_stays()
    {
        var history = CompactHistory.Of([Turn(1, 600), Turn(2, 300), Turn(3, 200)], 1000);
        Assert.Equal(["0001 ", "0002 ", "0003 "], history.Told.Select(t => t.Question[..5]));
        Assert.EndsWith(" [… 600 characters]", history.Told[0].Answer, StringComparison.Ordinal);
        Assert.Equal(200, history.Told[2].Answer.Length);
    }

    [Fact]
    public void Then_only_the_questions_are_listed()
    {
        var history = CompactHistory.Of([Turn(1, 300), Turn(2, 300), Turn(3, 300), Turn(4, 800)], 1000);
        Assert.Equal(800, Assert.Single(history.Told).Answer.Length);
        Assert.Equal(["0001 ", "0002 ", "0003 "], history.Listed.Select(q => q[..5]));
    }

    [Fact]
    public void The_newest_answer_is_cut_when_it_alone_is_too_long() =>
        Assert.EndsWith("[… 1,000,000 characters]", Assert.Single(CompactHistory.Of([Turn(1, 1_000_000)], 1000).Told).Answer, StringComparison.Ordinal);

    [Theory]
    [InlineData(1000)]
    [InlineData(4000)]
    [InlineData(16000)]
    public void No_question_is_forgotten_and_the_limit_holds(int limit)
    {
        var random = new Random(limit);
        var turns = new List<SessionTurn>();
        for (var i = 1; i <= 400; i++)
        {
            turns.Add(Turn(i, random.Next(10, 20) == 19 ? random.Next(1, 40_000) : random.Next(1, 300), random.Next(10, 400)));
            var history = CompactHistory.Of(turns, limit);
            Assert.Equal(i, history.Told.Count + history.Listed.Count + history.LeftOut);
            Assert.InRange(history.Told.Sum(t => t.Question.Length + t.Answer.Length) + history.Listed.Sum(q => q.Length), 0, limit);
            Assert.Equal(turns[^1].Question[..5], history.Told[^1].Question[..5]);
            var order = history.Listed.Concat(history.Told.Select(t => t.Question)).Select(q => q[..5]).ToList();
            Assert.Equal(turns.Skip(history.LeftOut).Select(t => t.Question[..5]), order);
        }
    }

    [Fact]
    public void Most_questions_find_the_beginning_of_their_conversation_as_it_was()
    {
        var turns = new List<SessionTurn>();
        var before = CompactHistory.Of(turns, 16_000);
        var changed = 0;
        for (var i = 1; i <= 200; i++)
        {
            turns.Add(Turn(i, 300));
            var now = CompactHistory.Of(turns, 16_000);
            changed += before.Listed.SequenceEqual(now.Listed) && before.Told.SequenceEqual(now.Told.Take(before.Told.Count)) ? 0 : 1;
            before = now;
        }

        Assert.InRange(changed, 1, 20);
    }
}
