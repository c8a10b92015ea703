using System.Text;
using CsCheck;
using Rlm.Wasm.Execution;

namespace Rlm.Wasm.Tests.Execution;

public sealed class LineChunksTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void Cuts_cover_the_input_and_stand_behind_line_ends() => Gen.Select(Gen.OneOf(Gen.Const('a'), Gen.Const('é'), Gen.Const('\n'), Gen.Const('\r')).Array[0, 60], Gen.Int[1, 30]).Sample((chars, size) =>
    {
        var bytes = Encoding.UTF8.GetBytes(new string(chars));
        var ends = LineChunks.Cut(AnalysisInput.FromUtf8(bytes), size, Stop)!;

        Assert.Equal(bytes.Length, ends[^1]);
        Assert.Equal(ends.Order().Distinct(), ends);
        Assert.All(ends.SkipLast(1), end => Assert.Equal((byte)'\n', bytes[end - 1]));

        // No chunk could have ended earlier and been large enough.
        var start = 0L;
        foreach (var end in ends.SkipLast(1))
        {
            Assert.True(end - start >= size);
            Assert.DoesNotContain((byte)'\n', bytes[(int)(start + size - 1)..(int)(end - 1)]);
            start = end;
        }
    });

    [Theory]
    [InlineData(0, 1)]
    [InlineData(2 << 20, 1)]
    [InlineData((2 << 20) + 1, 2)]
    [InlineData(16 << 20, 8)]
    [InlineData((16 << 20) + 1, 5)]
    [InlineData(4L << 30, 1024)]
    [InlineData((4L << 30) + 1, 513)]
    [InlineData(100L << 30, 800)]
    public void Chunks_are_not_too_small_and_not_too_many(long length, int chunks) =>
        Assert.Equal(chunks, LineChunks.Cut(new EndlessLines(length), Stop)!.Count);

    [Fact]
    public void No_length_makes_too_many_chunks() => Gen.Long[0, 1L << 45].Sample(length =>
        Assert.InRange((length + LineChunks.SizeFor(length) - 1) / LineChunks.SizeFor(length), 0, LineChunks.MaxChunks));

    [Fact]
    public void An_input_that_grows_keeps_its_borders() =>
        Gen.Select(Gen.OneOf(Gen.Const('a'), Gen.Const('\n')).Array[0, 200], Gen.OneOf(Gen.Const('a'), Gen.Const('\n')).Array[0, 200], Gen.Int[1, 30]).Sample((head, tail, size) =>
        {
            var before = LineChunks.Cut(AnalysisInput.FromText(new string(head)), size, Stop)!;
            var after = LineChunks.Cut(AnalysisInput.FromText(new string(head) + new string(tail)), size, Stop)!;
            Assert.Equal(before.SkipLast(1), after.Take(before.Count - 1));
        });

    [Theory]
    [InlineData(17L << 20, 4L << 30)]
    [InlineData(1, 16L << 20)]
    [InlineData((4L << 30) + 1, 8L << 30)]
    public void The_size_stays_while_an_input_grows_within_a_step(long from, long to)
    {
        Assert.Equal(LineChunks.SizeFor(from), LineChunks.SizeFor(to));
        Assert.NotEqual(LineChunks.SizeFor(to), LineChunks.SizeFor(to + 1));
    }

    [Theory]
    [InlineData(0, 4 << 20)]
    [InlineData(4 << 20, 4 << 20)]
    [InlineData((4 << 20) + 1, 8 << 20)]
    [InlineData(50 << 20, 64 << 20)]
    [InlineData(1L << 31, 64 << 20)]
    public void Chunks_are_as_large_as_what_each_is_given_besides(long others, long size) =>
        Assert.Equal(size, LineChunks.SizeFor(100 << 20, others));

    [Fact]
    public void A_line_longer_than_a_chunk_and_than_a_window_stays_whole()
    {
        var text = new string('x', 300_000) + "\ny\n";
        Assert.Equal([300_001, 300_003], LineChunks.Cut(AnalysisInput.FromText(text), 1_000, Stop)!);
    }

    [Fact]
    public void An_input_that_changed_has_no_cuts() => Assert.Null(LineChunks.Cut(new EndlessLines(10_000, _ => false), 1_000, Stop));

    [Fact]
    public void Cancellation_ends_the_search()
    {
        using var cancelled = new CancellationTokenSource();
        var input = new EndlessLines(10_000, read =>
        {
            cancelled.Cancel();
            return true;
        });

        Assert.ThrowsAny<OperationCanceledException>(() => LineChunks.Cut(input, 1_000, cancelled.Token));
    }
}
