using CsCheck;
using Rlm.Documents;
using Rlm.Evidence;
using Rlm.Testing;
using Rlm.Tests.Documents;

namespace Rlm.Tests.Evidence;

public sealed class EvidenceReaderTests
{
    private static IReadOnlyList<EvidenceLines> Read(DocumentSet documents, SourceRange[] ranges, long maxBytes = EvidenceReader.MaxBytes) =>
        EvidenceReader.Of(SourceRanges.Of(ranges), documents, TestContext.Current.CancellationToken, maxBytes);

    [Fact]
    public void Lines_are_those_that_the_command_gives() => Gen.Select(Texts.Any, Gen.Int[0, 200], Gen.Int[1, 200]).Sample((content, start, length) =>
    {
        var text = Text.FromText(content);
        var from = Math.Min(start, text.Length);
        var to = Math.Min(from + length, text.Length);
        if (from == to)
        {
            return;
        }

        using var documents = DocumentSet.Of([("a.txt", text)]);
        var part = EvidenceReader.Of(SourceRanges.Of([new("a.txt", from, to)]), documents, CancellationToken.None).Single();
        var (first, last) = (TextLines.PositionOf(text, part.FirstLine!.Value), TextLines.PositionOf(text, part.EndLine!.Value));
        Assert.True(first <= from && to <= last);
        Assert.True(TextLines.PositionOf(text, part.FirstLine.Value + 1) > from);
        Assert.True(TextLines.PositionOf(text, part.EndLine.Value - 1) < to);
    });

    [Fact]
    public void Several_parts_of_one_document_are_counted_on()
    {
        using var documents = DocumentSet.Of([("a.txt", Text.FromText("0\r\n1é\r\n2\r\n3")), ("b.txt", Text.FromText("x"))]);
        Assert.Equal(
            [new("a.txt", 0, 1, 1, 2), new("a.txt", 1, 2, 4, 5), new("a.txt", 2, 4, 8, 12), new("b.txt", 0, 1, 0, 1)],
            Read(documents, [new("a.txt", 1, 2), new("a.txt", 4, 5), new("a.txt", 8, 12), new("b.txt", 0, 1)]));
    }

    [Fact]
    public void What_is_too_long_is_not_counted()
    {
        using var documents = DocumentSet.Of([("a.txt", Text.FromText("0\n1\n2\n3\n")), ("b.txt", Text.FromText("0\n1\n2\n"))]);
        Assert.Equal(
            [new("a.txt", null, null, 6, 8), new("b.txt", 1, 2, 2, 4)], Read(documents, [new("a.txt", 6, 8), new("b.txt", 2, 4)], maxBytes: 6));
    }

    [Fact]
    public void Parts_of_very_many_documents_are_told_as_all_of_them()
    {
        using var documents = DocumentSet.Of(Enumerable.Range(0, 60).Select(i => ($"{i}.txt", Text.FromText("one\ntwo"))));
        Assert.Equal([new("context", 0, 120, 0, 480)], Read(documents, [.. documents.Documents.Select(d => new SourceRange(d.Name, 0, 1))]));
    }

    [Fact]
    public async Task A_document_that_became_shorter_is_told_of_without_its_lines()
    {
        using var folder = new TempFolder();
        var path = folder.Write("a.txt", [.. Enumerable.Repeat((byte)'\n', 100_000)]);
        using var documents = await Load.From(path);
        await File.WriteAllTextAsync(path, "\n", TestContext.Current.CancellationToken);
        Assert.Equal([new("a.txt", null, null, 5, 10)], Read(documents, [new("a.txt", 5, 10)]));
    }
}
