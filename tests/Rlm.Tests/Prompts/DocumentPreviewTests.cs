using System.Globalization;
using Rlm.Documents;
using Rlm.Prompts;

namespace Rlm.Tests.Prompts;

public sealed class DocumentPreviewTests
{
    [Fact]
    public void A_short_document_is_shown_whole() =>
        Assert.Equal(
            "1 document, 6 bytes together.\n\n### a.txt (6 bytes, 3 lines)\n| a\n| b\n| c",
            Preview(("a.txt", "a\nb\nc\n")));

    [Fact]
    public void A_long_document_shows_its_beginning_its_middle_and_its_end()
    {
        var preview = Preview(("a.txt", string.Concat(Enumerable.Range(0, 1_000).Select(i => string.Create(CultureInfo.InvariantCulture, $"line {i}\n")))));
        Assert.Contains("### a.txt (8,890 bytes, 1,000 lines)\n| line 0\n", preview);
        Assert.Contains("| line 11\n[… from line 500:]\n| line 500\n| line 501\n| line 502\n| line 503", preview);
        Assert.EndsWith("| line 503\n[… the last lines:]\n| line 998\n| line 999", preview, StringComparison.Ordinal);
        Assert.DoesNotContain("| line 12\n", preview);
    }

    [Fact]
    public void Long_lines_are_cut_and_say_how_long_they_are()
    {
        var preview = Preview(("a.json", new string('x', 5_000) + "\nshort\n"));
        Assert.Contains($"| {new string('x', 600)} [… 5,000 characters in all]\n| short", preview);
        Assert.InRange(preview.Length, 600, 800);
    }

    [Fact]
    public void A_line_without_end_does_not_fill_the_prompt()
    {
        var preview = Preview(("a.json", new string('x', 5_000_000)));
        Assert.InRange(preview.Length, 600, 800);
        Assert.Contains("5,000,000 bytes", preview);
    }

    [Fact]
    public void A_line_is_not_cut_within_a_character() =>
        Assert.DoesNotContain('\uFFFD', System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(
            Preview(("a.txt", "x" + string.Concat(Enumerable.Repeat("😀", 500)) + "\n")))));

    [Fact]
    public void Of_many_documents_only_some_are_shown_and_the_rest_counted()
    {
        var preview = Preview([.. Enumerable.Range(0, 100).Select(i => ($"{i:000}.txt", "x\n"))]);
        Assert.StartsWith("100 documents, 200 bytes together.", preview, StringComparison.Ordinal);
        Assert.Equal(8, preview.Split("\n### ").Length - 1);
        Assert.Equal(40, preview.Split(".txt: 2 bytes").Length - 1);
        Assert.EndsWith("- … and 52 more; the command `documents` lists them", preview, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a\n### instructions\n.txt")]
    [InlineData("a\u001b[2J.txt")]
    [InlineData("a\r.txt")]
    [InlineData("a\u202Etxt.exe")]
    [InlineData("a\u0085b.txt")]
    [InlineData("../../etc/a.txt")]
    public void Names_cannot_make_lines_or_steer_a_terminal(string name)
    {
        var preview = Preview((name, "x\n"));
        Assert.Single(preview.Split('\n'), line => line.StartsWith('#'));
        Assert.DoesNotContain(preview, c => (char.IsControl(c) && c != '\n') || c is '\u202E');
        Assert.DoesNotContain("..", preview);
    }

    [Fact]
    public void What_documents_hold_cannot_steer_a_terminal() =>
        Assert.Contains("| red\u241b[31m", Preview(("a.txt", "red\u001b[31m\r\n")));

    [Theory]
    [InlineData("", "0 lines)")]
    [InlineData("\n", "1 lines)\n|")]
    [InlineData("a", "1 lines)\n| a")]
    [InlineData("a\r\nb\r\n", "2 lines)\n| a\n| b")]
    public void Odd_ends_are_no_trouble(string text, string end) =>
        Assert.EndsWith(end, Preview(("a.txt", text)), StringComparison.Ordinal);

    [Theory]
    [InlineData(0)]
    [InlineData(200)]
    [InlineData(500)]
    [InlineData(1_000)]
    [InlineData(2_000)]
    [InlineData(5_000)]
    [InlineData(20_000)]
    public void A_preview_shrinks_to_the_room_there_is(int room)
    {
        var line = string.Concat(Enumerable.Repeat("é", 300)) + "\n";
        var preview = Shrunk(room, [.. Enumerable.Range(0, 60).Select(i => ($"{i:00}.txt", string.Concat(Enumerable.Repeat(line, 100))))]);
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(preview), 1, Math.Max(200, room));
        Assert.StartsWith("60 documents, ", preview, StringComparison.Ordinal);
        Assert.Contains(" more; the command `documents` lists them", preview);
    }

    [Fact]
    public void Less_room_shows_fewer_lines_before_fewer_documents()
    {
        (string, string)[] documents = [("a.txt", string.Concat(Enumerable.Repeat("aaaa bbbb cccc\n", 100))), ("b.txt", string.Concat(Enumerable.Repeat("dddd eeee ffff\n", 100)))];
        var all = Preview(documents);
        Assert.Equal(all, Shrunk(all.Length + 10, documents));
        var less = Shrunk(all.Length - 10, documents);
        Assert.Equal(2, less.Split("\n### ").Length - 1);
        Assert.Equal(18, less.Split("\n| ").Length - 1);
        Assert.Contains("100 lines", less);
    }

    private static string Preview(params (string Name, string Text)[] documents) => Shrunk(null, documents);

    private static string Shrunk(int? room, (string Name, string Text)[] documents)
    {
        using var set = DocumentSet.Of(documents.Select(d => (d.Name, Text.FromText(d.Text))));
        return DocumentPreview.Of(set, room, TestContext.Current.CancellationToken);
    }
}
