using System.Text;
using CsCheck;
using Rlm.Documents;

namespace Rlm.Tests.Documents;

/// <summary>That marks give exactly what a scan gives, whatever was asked before, and that they save the reading.</summary>
public sealed class TextMarksTests
{
    /// <summary>Mostly near both ends of the texts; now and then what a model writes that wants everything.</summary>
    private static readonly Gen<long> Number = Gen.Frequency(
        (9, Gen.Long[-120, 120]), (1, Gen.OneOf<long>([.. new[] { long.MaxValue, long.MaxValue - 1, long.MinValue + 1, int.MaxValue }.Select(Gen.Const)])));

    private static readonly Gen<(int Unit, long Start, long? End)> Question =
        Gen.Select(Gen.Int[0, 4], Number, Number.Nullable());

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void One_text_answers_as_a_list_does() =>
        Gen.Select(Texts.Any, Gen.Int[1, 90], Gen.Int[1, 40], Question.Array[1, 8]).Sample((text, stride, window, questions) =>
            Ask(new CountedText(text, stride, window), text, questions));

    [Fact]
    public void Joined_documents_answer_as_their_text_does() =>
        Gen.Select(Texts.Any.Array[0, 6], Gen.Int[1, 90], Gen.Int[1, 40], Question.Array[1, 8]).Sample((texts, stride, window, questions) =>
        {
            using var documents = DocumentSet.Of(texts.Select((text, i) => ($"{i}", (Text)new CountedText(text, stride, window))));
            Ask(documents.Context, string.Concat(texts.Select(t => t.Length == 0 || t.EndsWith('\n') ? t : t + "\n")), questions);
        });

    [Fact]
    public void Parts_of_joined_documents_and_parts_of_parts_answer_as_their_text_does() =>
        Gen.Select(Texts.Any.Array[1, 5], Gen.Int[1, 90], Gen.Int[1, 40], Gen.Double[0, 1].Array[4], Question.Array[1, 8], Question.Array[0, 3])
            .Sample((texts, stride, window, cuts, questions, before) =>
            {
                using var documents = DocumentSet.Of(texts.Select((text, i) => ($"{i}", (Text)new CountedText(text, stride, window))));
                var whole = string.Concat(texts.Select(t => t.Length == 0 || t.EndsWith('\n') ? t : t + "\n"));
                Ask(documents.Context, whole, before);
                var (part, text) = Cut(documents.Context, whole, cuts[0], cuts[1]);
                Ask(part, text, questions);
                (part, text) = Cut(part, text, cuts[2], cuts[3]);
                Ask(part, text, questions);
            });

    [Fact]
    public void Lines_that_were_found_and_a_named_document_answer_as_their_text_does() =>
        Gen.Select(Texts.Any, Gen.Int[1, 90], Gen.Int[1, 40], Question.Array[1, 6]).Sample((text, stride, window, questions) =>
        {
            using var documents = DocumentSet.Of([("a.txt", new CountedText(text, stride, window))]);
            Ask(documents.Find("a.txt")!, text, questions);
            var lines = Texts.Lines(text);
            var ends = lines.Select((_, i) => (long)Encoding.UTF8.GetByteCount(string.Concat(lines.Take(i + 1)))).ToList();
            var picked = new PickedText(new CountedText(text, stride, window), ends, documents.Context, [.. ends.Prepend(0).SkipLast(1)]);
            Ask(picked, text, questions);
        });

    [Fact]
    public void Counts_are_those_of_single_bytes_wherever_they_are_cut() =>
        Gen.Select(Texts.Any.Array[0, 30], Gen.Int[0, 400], Gen.Int[0, 400]).Sample((texts, first, second) =>
        {
            var bytes = Encoding.UTF8.GetBytes(string.Concat(texts));
            var (start, end) = (Math.Min(Math.Min(first, second), bytes.Length), Math.Min(Math.Max(first, second), bytes.Length));
            foreach (var range in (byte[][])[bytes, bytes[start..end]])
            {
                Assert.Equal(
                    new TextCounts(range.Count(b => b == '\n'), range.Count(b => (b & 0xC0) != 0x80)), TextCounts.Of(range));
            }
        });

    [Theory]
    [InlineData((byte)'\n')]
    [InlineData((byte)0x80)]
    public void Counts_of_many_equal_bytes_do_not_run_over(byte value)
    {
        var bytes = new byte[1_000_003];
        bytes.AsSpan().Fill(value);
        Assert.Equal(value == '\n' ? new(1_000_003, 1_000_003) : new TextCounts(0, 0), TextCounts.Of(bytes));
    }

    [Fact]
    public void What_was_passed_is_not_read_again()
    {
        var text = Numbered(20_000, stride: 4_096, window: 1_024);
        Assert.Equal("19000\n", Texts.String(TextLines.Slice(text, 19_000, 19_001, Stop)));
        var first = text.BytesRead;
        Assert.InRange(first, text.Length / 2, text.Length + 4_096);

        Assert.Equal("18000\n", Texts.String(TextLines.Slice(text, 18_000, 18_001, Stop)));
        Assert.Equal("10\n", Texts.String(TextLines.Slice(text, 10, 11, Stop)));
        Assert.Equal("0\n1\n", Texts.String(TextSlices.Slice(text, 0, 4, Stop)));
        Assert.Equal("2222\n", Texts.String(TextSlices.Slice(text, PlaceOf(2_222), PlaceOf(2_223), Stop)));
        Assert.InRange(text.BytesRead - first, 1, 8 * 4_096);
    }

    [Fact]
    public void A_text_that_was_counted_is_not_read_to_count_it_again()
    {
        var text = Numbered(20_000, stride: 4_096, window: 1_024);
        Assert.Equal(20_000, TextStatistics.CountLines(text, Stop));
        Assert.InRange(text.BytesRead, text.Length, text.Length + 1);
        var counted = text.BytesRead;

        // Words are counted by nobody but who asks for them; one pass, and its last byte.
        Assert.Equal(20_000, TextStatistics.Of(text, Stop).Words);
        Assert.InRange(text.BytesRead - counted, text.Length, text.Length + 1);
        counted = text.BytesRead;
        Assert.Equal(new TextStatistics(text.Length, text.Length, 20_000, 20_000, 20_000), TextStatistics.Of(text, Stop));
        Assert.Equal("3\n", Texts.String(TextLines.Slice(text, -19_997, -19_996, 1_024, Stop)));
        Assert.InRange(text.BytesRead - counted, 1, 4 * 4_096);
    }

    [Fact]
    public void The_words_pass_leaves_marks_as_any_other()
    {
        var text = Numbered(20_000, stride: 4_096, window: 1_024);
        Assert.Equal(20_000, TextStatistics.Of(text, Stop).Words);
        Assert.InRange(text.BytesRead, text.Length, text.Length + 1);
    }

    [Fact]
    public void A_line_near_the_end_is_found_from_the_end()
    {
        var text = Numbered(20_000, stride: 4_096, window: 1_024);
        Assert.Equal("19990\n", Texts.String(TextLines.Slice(text, -10, -9, 1_024, Stop)));
        Assert.InRange(text.BytesRead, 1, 4 * 1_024);
    }

    [Fact]
    public void A_part_of_a_text_uses_the_marks_of_the_whole()
    {
        var text = Numbered(20_000, stride: 4_096, window: 1_024);
        using var documents = DocumentSet.Of([("a", new CountedText("x", 4_096, 1_024)), ("b", text), ("c", Text.FromText("y\n"))]);
        Assert.Equal(20_002, TextStatistics.CountLines(documents.Context, Stop));
        var part = documents.Context.Slice(2 + 10, documents.Context.Length - 2);
        var counted = text.BytesRead;
        Assert.Equal("19005\n", Texts.String(TextLines.Slice(part, 19_000, 19_001, Stop)));
        Assert.Equal(19_995, TextStatistics.CountLines(part, Stop));
        Assert.Equal("18999\n", Texts.String(TextLines.Slice(documents.Context, 19_000, 19_001, Stop)));
        Assert.InRange(text.BytesRead - counted, 1, 12 * 4_096);
    }

    [Fact]
    public void Several_threads_count_one_text_at_once()
    {
        var text = Numbered(50_000, stride: 1_024, window: 256);
        Parallel.For(0, 64, i =>
        {
            var line = (i * 7_919) % 50_000;
            Assert.Equal($"{line}\n", Texts.String(TextLines.Slice(text, line, line + 1, Stop)));
            Assert.Equal(50_000, TextStatistics.CountLines(text, Stop));
        });
    }

    [Fact]
    public void Marks_of_a_huge_text_are_farther_apart()
    {
        Assert.Equal(TextMarks.DefaultStride, TextMarks.StrideOf(64L << 30));
        Assert.Equal(2 * TextMarks.DefaultStride, TextMarks.StrideOf((64L << 30) + 1));
        foreach (var length in (long[])[0, 1, 10_000_000_000, 10L << 40, long.MaxValue])
        {
            Assert.InRange(TextMarks.PiecesOf(length, TextMarks.StrideOf(length)), 0, TextMarks.MaxMarks);
        }
    }

    [Fact]
    public void A_count_that_is_cancelled_ends() => Assert.ThrowsAny<OperationCanceledException>(
        () => TextLines.Slice(Numbered(20_000, 4_096, 1_024), 19_000, 19_001, new CancellationToken(canceled: true)));

    /// <summary>Where a line of <see cref="Numbered"/> begins, of four figures.</summary>
    private static long PlaceOf(int line) => (10 * 2) + (90 * 3) + (900 * 4) + ((line - 1_000) * 5L);

    private static CountedText Numbered(int lines, int stride, int window) =>
        new(string.Concat(Enumerable.Range(0, lines).Select(i => $"{i}\n")), stride, window);

    private static (Text Part, string Text) Cut(Text whole, string text, double first, double second)
    {
        var runes = text.EnumerateRunes().ToList();
        var (from, to) = ((int)(Math.Min(first, second) * runes.Count), (int)(Math.Max(first, second) * runes.Count));
        var before = string.Concat(runes.Take(from));
        var part = string.Concat(runes.Skip(from).Take(to - from));
        var start = Encoding.UTF8.GetByteCount(before);
        return (whole.Slice(start, start + Encoding.UTF8.GetByteCount(part)), part);
    }

    private static void Ask(Text text, string expected, (int Unit, long Start, long? End)[] questions)
    {
        var lines = Texts.Lines(expected);
        var runes = expected.EnumerateRunes().ToList();
        foreach (var (unit, start, end) in questions)
        {
            switch (unit)
            {
                case 0:
                    Assert.Equal(string.Concat(Texts.Slice(lines, start, end)), Texts.String(TextLines.Slice(text, start, end, 4, Stop)));
                    break;
                case 1:
                    Assert.Equal(string.Concat(Texts.Slice(runes, start, end)), Texts.String(TextSlices.Slice(text, start, end, 4, Stop)));
                    break;
                case 2:
                    Assert.Equal(lines.Count, TextStatistics.CountLines(text, Stop));
                    break;
                case 3:
                    var words = runes.Where((rune, i) => !Rune.IsWhiteSpace(rune) && (i == 0 || Rune.IsWhiteSpace(runes[i - 1]))).Count();
                    Assert.Equal(
                        new TextStatistics(Encoding.UTF8.GetByteCount(expected), runes.Count, words, lines.Count, expected.Count(c => c == '\n')),
                        TextStatistics.Of(text, Stop));
                    break;
                default:
                    Assert.Equal(
                        Encoding.UTF8.GetByteCount(string.Concat(Texts.Slice(lines, 0, Math.Abs(start)))), TextLines.PositionOf(text, Math.Abs(start), Stop));
                    break;
            }
        }
    }
}
