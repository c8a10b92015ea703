using CsCheck;
using Rlm.Documents;
using Rlm.Evidence;

namespace Rlm.Tests.Evidence;

public sealed class SourceRangesTests
{
    private const int Length = 3_000;

    private static readonly DocumentSet Three = DocumentSet.Of(Enumerable.Range(0, 3).Select(i => ($"{i}.txt", Text.FromText(new string('x', Length)))));

    private static readonly Gen<SourceRange[]> Ranges = Gen
        .Select(Gen.Int[0, 2], Gen.Int[0, Length], Gen.Int[0, 20])
        .Select(r => new SourceRange($"{r.Item1}.txt", r.Item2, Math.Min(Length, r.Item2 + r.Item3)))
        .Array[0, 400];

    private static HashSet<(string Document, long Byte)> Bytes(IEnumerable<SourceRange> ranges) =>
        [.. ranges.SelectMany(r => Enumerable.Range((int)r.Start, (int)(r.End - r.Start)).Select(b => (r.Document, (long)b)))];

    private static void IsInOrder(IReadOnlyList<SourceRange> ranges)
    {
        Assert.All(ranges, r => Assert.True(r.Start < r.End));
        for (var i = 1; i < ranges.Count; i++)
        {
            var order = string.CompareOrdinal(ranges[i - 1].Document, ranges[i].Document);
            Assert.True(order < 0 || (order == 0 && ranges[i - 1].End < ranges[i].Start));
        }
    }

    [Fact]
    public void Merged_ranges_cover_the_same_bytes_in_order() => Ranges.Sample(ranges =>
    {
        var merged = SourceRanges.Merge(ranges);
        Assert.Equal(Bytes(ranges), Bytes(merged));
        IsInOrder(merged);
    });

    [Fact]
    public void A_union_covers_the_bytes_of_both() => Gen.Select(Ranges, Ranges).Sample((one, other) =>
    {
        var union = SourceRanges.Of(one).Union(SourceRanges.Of(other)).Ranges;
        IsInOrder(union);
        Assert.True(union.Count <= SourceRanges.MaxRanges);
        var (wanted, covered) = (Bytes(one.Concat(other)), Bytes(union));
        Assert.True(wanted.IsSubsetOf(covered));
        Assert.True(covered.SetEquals(wanted) || SourceRanges.Merge(one.Concat(other)).Count > SourceRanges.MaxRanges);
    });

    [Fact]
    public void Fewer_ranges_leave_no_byte_out() => Gen.Select(Ranges, Gen.Int[3, 60]).Sample((ranges, most) =>
    {
        var reduced = SourceRanges.Of(ranges).AtMost(most, Three);
        Assert.True(reduced.Count <= most);
        Assert.True(Bytes(ranges).IsSubsetOf(Bytes(reduced)));
        IsInOrder(reduced);
    });

    [Fact]
    public void The_nearest_are_joined_first()
    {
        var ranges = SourceRanges.Of([new("a", 0, 1), new("a", 10, 11), new("a", 13, 14), new("a", 100, 101), new("b", 102, 103)]);
        Assert.Equal([new("a", 0, 14), new("a", 100, 101), new("b", 102, 103)], ranges.AtMost(3, Three));
    }

    [Fact]
    public void Too_many_documents_to_name_are_all_documents()
    {
        var ranges = SourceRanges.Of([new("0.txt", 0, 1), new("1.txt", 0, 1), new("2.txt", 0, 1)]);
        Assert.Equal([new("context", 0, Three.Context.Length)], ranges.AtMost(2, Three));
    }

    [Fact]
    public void Ranges_in_very_many_documents_are_all_kept()
    {
        var sources = new SourceCollector();
        for (var i = 0; i < 30_000; i++)
        {
            sources.Add($"{i:00000}", 5, 6);
            sources.Add($"{i:00000}", 6, 7);
        }

        var ranges = sources.Collect().Ranges;
        Assert.Equal(30_000, ranges.Count);
        Assert.Equal(new("29999", 5, 7), ranges[^1]);
    }
}
