namespace Rlm.Evidence;

/// <summary>Gathers ranges one by one, however many there are, in bounded memory.</summary>
internal sealed class SourceCollector
{
    private const int LeastRoom = 4096;

    private IReadOnlyList<SourceRange> _settled = [];
    private readonly List<SourceRange> _fresh = [];

    public void Add(string document, long start, long end)
    {
        if (start >= end)
        {
            return;
        }

        if (_fresh.Count > 0 && _fresh[^1] is var last && last.End == start && last.Document == document)
        {
            _fresh[^1] = last with { End = end };
            return;
        }

        _fresh.Add(new(document, start, end));

        // As much room as is taken: with a range in each of very many documents, nothing gets fewer by settling.
        if (_fresh.Count >= Math.Max(LeastRoom, _settled.Count))
        {
            Settle();
        }
    }

    public void Add(SourceRanges ranges)
    {
        foreach (var range in ranges.Ranges)
        {
            Add(range.Document, range.Start, range.End);
        }
    }

    public SourceRanges Collect()
    {
        Settle();
        return SourceRanges.Of(_settled);
    }

    private void Settle()
    {
        _settled = SourceRanges.Of(_settled.Concat(_fresh)).Ranges;
        _fresh.Clear();
    }
}
