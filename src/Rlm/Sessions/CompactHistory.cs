namespace Rlm.Sessions;

/// <summary>Earlier questions and answers within a limit of characters.</summary>
/// <param name="Told">The newer ones, each with its answer, perhaps cut.</param>
/// <param name="Listed">Older questions without their answers, in order, before those.</param>
/// <param name="LeftOut">How many of the oldest are not even listed.</param>
/// <remarks>
/// It follows from the turns alone, turn by turn: when one more does not fit, room is made for several, so that most
/// questions find the beginning of their conversation as it was, and a provider's cache of it works.
/// </remarks>
internal sealed record CompactHistory(IReadOnlyList<(string Question, string Answer)> Told, IReadOnlyList<string> Listed, int LeftOut)
{
    /// <summary>Characters that a cut question, and a cut answer, keeps.</summary>
    private const int CutTo = 200;

    /// <summary>Characters that a listed question keeps.</summary>
    private const int ListedTo = 100;

    private enum Form
    {
        Whole,
        Cut,
        Listed,
        LeftOut,
    }

    public static CompactHistory Of(IReadOnlyList<SessionTurn> turns, int limit)
    {
        var forms = new Form[turns.Count];
        var total = 0L;
        for (var last = 0; last < turns.Count; last++)
        {
            total += Length(turns[last], Form.Whole);
            if (total > limit)
            {
                // The newest keeps its answer as long as it can: the next question is most likely about that.
                Reduce(last, Form.Cut, limit / 2);
                Reduce(last, Form.Listed, limit / 4 * 3);
                Reduce(last + 1, Form.Cut, limit);
                Reduce(last, Form.LeftOut, limit);
            }
        }

        return new CompactHistory(
            [.. turns.Where((_, i) => forms[i] < Form.Listed).Zip(forms.Where(f => f < Form.Listed), (t, f) => f == Form.Whole ? (t.Question, t.Answer) : (Cut(t.Question), Cut(t.Answer)))],
            [.. turns.Where((_, i) => forms[i] == Form.Listed).Select(t => SessionHistory.Line(t.Question, ListedTo))],
            forms.Count(f => f == Form.LeftOut));

        void Reduce(int end, Form form, int most)
        {
            for (var i = 0; i < end && total > most; i++)
            {
                if (forms[i] < form)
                {
                    total += Length(turns[i], form) - Length(turns[i], forms[i]);
                    forms[i] = form;
                }
            }
        }
    }

    private static int Length(SessionTurn turn, Form form) => form switch
    {
        Form.Whole => turn.Question.Length + turn.Answer.Length,
        Form.Cut => Cut(turn.Question).Length + Cut(turn.Answer).Length,
        Form.Listed => Math.Min(turn.Question.Length, ListedTo),
        _ => 0,
    };

    private static string Cut(string text) => text.Length <= CutTo + 40 ? text
        : $"{text[..(char.IsHighSurrogate(text[CutTo - 1]) ? CutTo - 1 : CutTo)]} [… {text.Length:N0} characters]";
}
