using System.Text;
using CsCheck;
using Rlm.Documents;

namespace Rlm.Tests.Documents;

public sealed class TextStreamingTests
{
    [Fact]
    public void Statistics_are_what_a_naive_count_gives() => Gen.Select(Texts.Any, Texts.Window).Sample((text, window) =>
    {
        var runes = text.EnumerateRunes().ToList();
        var words = 0;
        for (var i = 0; i < runes.Count; i++)
        {
            words += !Rune.IsWhiteSpace(runes[i]) && (i == 0 || Rune.IsWhiteSpace(runes[i - 1])) ? 1 : 0;
        }

        var expected = new TextStatistics(
            Encoding.UTF8.GetByteCount(text), runes.Count, words, Texts.Lines(text).Count, text.Count(c => c == '\n'));
        Assert.Equal(expected, TextStatistics.Of(new CountedText(text, 3 * window, window), TestContext.Current.CancellationToken));
        Assert.Equal(expected.Lines, TextStatistics.CountLines(Text.FromText(text), TestContext.Current.CancellationToken));
    });

    [Fact]
    public void White_space_is_counted_at_every_offset_of_a_block()
    {
        foreach (var space in "\t\n\v\f\r \u0085\u00A0\u1680\u2000\u200A\u2028\u2029\u202F\u205F\u3000")
        {
            for (var before = 0; before < 200; before++)
            {
                var text = new string('x', before) + space + "y";
                Assert.Equal(before == 0 ? 1 : 2, TextStatistics.Of(Text.FromText(text), TestContext.Current.CancellationToken).Words);
            }
        }
    }

    [Fact]
    public void Lines_are_sliced_as_a_list_is() =>
        Gen.Select(Texts.Any, Texts.Window, Gen.Long[-12, 12], Gen.Long[-12, 12].Nullable()).Sample((text, window, start, end) =>
        {
            var expected = string.Concat(Texts.Slice(Texts.Lines(text), start, end));
            Assert.Equal(expected, Texts.String(
                TextLines.Slice(Text.FromText(text), start, end, window, TestContext.Current.CancellationToken)));
        });

    [Fact]
    public void Characters_are_sliced_as_a_list_is() =>
        Gen.Select(Texts.Any, Texts.Window, Gen.Long[-300, 300], Gen.Long[-300, 300].Nullable()).Sample((text, window, start, end) =>
        {
            var expected = string.Concat(Texts.Slice([.. text.EnumerateRunes()], start, end));
            Assert.Equal(expected, Texts.String(
                TextSlices.Slice(Text.FromText(text), start, end, window, TestContext.Current.CancellationToken)));
        });

    [Fact]
    public void Windows_hold_whole_lines_where_lines_fit_and_whole_characters_always() =>
        Gen.Select(Texts.Any, Texts.Window).Sample((text, window) =>
        {
            var utf8 = Encoding.UTF8.GetBytes(text);
            var joined = new List<byte>();
            using var windows = new TextWindows(Text.FromText(text), 0, utf8.Length, window);
            while (windows.Next())
            {
                Assert.Equal(joined.Count, windows.Position);
                Assert.Equal(joined.Count(value => value == '\n'), windows.Line);
                Assert.Equal(joined.Count > 0 && joined[^1] != '\n', windows.ContinuesLine);
                Assert.True(System.Text.Unicode.Utf8.IsValid(windows.Bytes));
                joined.AddRange(windows.Bytes);
                Assert.Equal(joined.Count < utf8.Length && joined[^1] != '\n', windows.LineContinues);
            }

            Assert.Equal(utf8, joined);
        });

    [Fact]
    public void Windows_grow_to_whole_lines_up_to_a_bound() =>
        Gen.Select(Texts.Any, Texts.Window, Gen.Int[0, 400]).Sample((text, window, most) =>
        {
            var utf8 = Encoding.UTF8.GetBytes(text);
            var joined = new List<byte>();
            using var windows = new TextWindows(Text.FromText(text), 0, utf8.Length, window) { MaxLineBytes = most };
            while (windows.Next())
            {
                Assert.Equal(joined.Count, windows.Position);
                Assert.Equal(joined.Count(value => value == '\n'), windows.Line);
                Assert.Equal(joined.Count > 0 && joined[^1] != '\n', windows.ContinuesLine);
                Assert.True(System.Text.Unicode.Utf8.IsValid(windows.Bytes));
                Assert.True(windows.Bytes.Length <= window || windows.Bytes[..^1].IndexOf((byte)'\n') < 0);
                Assert.True(windows.Bytes.Length <= Math.Max(window, most));
                joined.AddRange(windows.Bytes);
                Assert.Equal(joined.Count < utf8.Length && joined[^1] != '\n', windows.LineContinues);
                if (windows.LineContinues)
                {
                    var newline = utf8.AsSpan((int)windows.Position).IndexOf((byte)'\n');
                    Assert.True((newline < 0 ? utf8.Length - windows.Position : newline + 1) > Math.Max(window, most));
                }
            }

            Assert.Equal(utf8, joined);
        });

    [Fact]
    public void A_string_is_cut_at_a_character() => Gen.Select(Texts.Any, Gen.Int[0, 100]).Sample((text, most) =>
    {
        var cut = Text.FromText(text).ReadUtf8String(most);
        Assert.StartsWith(cut, text, StringComparison.Ordinal);
        Assert.True(Encoding.UTF8.GetByteCount(cut) <= most);
        Assert.True(cut.Length == text.Length || Encoding.UTF8.GetByteCount(cut) > most - 4);
    });

    [Fact]
    public void A_cancelled_count_ends() => Assert.ThrowsAny<OperationCanceledException>(
        () => TextStatistics.Of(Text.FromText("text"), new CancellationToken(canceled: true)));
}
