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
    [InlineData(4 << 20, 1)]
    [InlineData((4 << 20) + 1, 2)]
    [InlineData(100L << 30, 1024)]
    public void Chunks_are_not_too_small_and_not_too_many(long length, int chunks) =>
        Assert.Equal(chunks, LineChunks.Cut(new EndlessLines(length), Stop)!.Count);

    [Theory]
    [InlineData((4 << 20) + 64, 2)]
    [InlineData(5 << 20, 2)]
    [InlineData(41L << 20, 11)]
    [InlineData((100L << 30) + 640, 1024)]
    public void Chunks_are_alike_in_size(long length, int chunks)
    {
        var ends = LineChunks.Cut(new EndlessLines(length), Stop)!;
        var sizes = ends.Zip(ends.Prepend(0), (end, start) => end - start).ToList();

        Assert.Equal(chunks, sizes.Count);
        Assert.InRange(sizes.Max() - sizes.Min(), 0, 64L * chunks);
    }

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
