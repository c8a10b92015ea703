using Rlm.Commands;

namespace Rlm.Evidence;

/// <summary>What the answer of a run rests on, told from its commands. Used by one command at a time.</summary>
internal sealed class EvidenceLedger
{
    private SourceRanges _answer = SourceRanges.None;
    private SourceRanges _given = SourceRanges.None;
    private SourceRanges _looked = SourceRanges.None;

    /// <summary>
    /// What the variables in the answer came from. When it has none, nobody knows what the model took it from, so all that
    /// commands read out to it or computed something from. When that is nothing, what it was told the size of or looked
    /// for in vain.
    /// </summary>
    public SourceRanges Sources => !_answer.IsEmpty ? _answer : !_given.IsEmpty ? _given : _looked;

    public void Add(string op, CommandOutcome outcome)
    {
        if (!outcome.Success)
        {
            return;
        }

        if (outcome.Answer is not null)
        {
            _answer = outcome.Sources;
        }
        else if (IsLook(op, outcome))
        {
            _looked = _looked.Union(outcome.Sources);
        }
        else
        {
            _given = _given.Union(outcome.Sources);
        }
    }

    /// <summary>A search for a misspelt word, or a look at the sizes, is in most runs; it would make everything evidence.</summary>
    private static bool IsLook(string op, CommandOutcome outcome) =>
        op is "documents" or "len" || (op is "slice" or "lines" or "find" or "regex" or "get" && !outcome.ReadsOut);
}
