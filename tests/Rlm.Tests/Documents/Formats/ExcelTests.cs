using System.IO.Compression;
using Rlm.Documents;
using Rlm.Testing;

namespace Rlm.Tests.Documents.Formats;

public sealed class ExcelTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Each_sheet_with_something_in_it_is_a_document_and_lines_are_rows()
    {
        var book = Made.Xlsx(
            ("Sales 2024", [(1, ["id", "note", "when", "sum"]), (2, [1, "a, \"b\"\nc", new DateTime(2024, 2, 29), 1234.5]), (5, [true, "=1+41", new DateTime(2024, 1, 2, 13, 45, 0), -0.25])]),
            ("Empty", []),
            ("Hidden one", [(1, ["x"])]),
            ("a&b..", [(3, ["y", null, "z"])]));
        using var set = await Load.From(_folder.Write("book.xlsx", book));
        Assert.Equal(["book.xlsx/Sales 2024.csv", "book.xlsx/Hidden one.csv", "book.xlsx/a&b...csv"], set.Names());
        Assert.Equal("id,note,when,sum\n1,\"a, \"\"b\"\" c\",2024-02-29,1234.5\n\n\nTRUE,42,2024-01-02T13:45:00,-0.25\n", set.Documents[0].Text.ReadUtf8String());
        Assert.Equal("\n\ny,,z\n", set.Documents[2].Text.ReadUtf8String());
        Assert.Equal(3, set.Match("book.xlsx").Count);
        Assert.All(set.Documents, one => Assert.Equal("from Excel", one.Origin!.ToString()));
    }

    [Fact]
    public async Task Ten_thousand_sheets_are_ten_thousand_documents()
    {
        const int sheets = 10_000;
        var book = Made.Xlsx([.. Enumerable.Range(0, sheets).Select(i => ($"s{i}", new (uint, object?[])[] { (1, [i]) }))]);
        using var set = await Load.From(_folder.Write("many.xlsx", book));
        Assert.Empty(set.Problems);
        Assert.Equal(sheets, set.Documents.Count);
        Assert.Equal("9999\n", set.Find("many.xlsx/s9999.csv")!.ReadUtf8String());
    }

    [Fact]
    public async Task A_workbook_that_unpacks_to_a_gigabyte_is_not_unpacked()
    {
        var path = _folder.Write("bomb.xlsx", Made.Xlsx(("s", [(1, ["x"])])));
        using (var zip = ZipFile.Open(path, ZipArchiveMode.Update))
        {
            using var entry = zip.CreateEntry("xl/sharedStrings.xml", CompressionLevel.Fastest).Open();
            var spaces = new byte[1 << 20];
            Array.Fill(spaces, (byte)' ');
            for (var i = 0; i < 600; i++)
            {
                entry.Write(spaces);
            }
        }

        using var set = await Load.From(path, _folder.Write("a.txt", "a"u8.ToArray()));
        Assert.Equal(["a.txt"], set.Names());
        Assert.Equal(DocumentProblemCode.TooLarge, set.Problem());
    }

    [Fact]
    public async Task A_row_at_the_end_of_numbers_fills_no_disk()
    {
        var options = new DocumentOptions { FreeExpansionBytes = 1 << 20, MaxExpansionRatio = 1 };
        using var set = await Load.With(options, _folder.Write("far.xlsx", Made.Xlsx(("s", [(1, ["x"]), (1_048_576 * 4, ["y"])]))));
        Assert.Equal(DocumentProblemCode.TooLarge, set.Problem());
    }

    [Fact]
    public async Task A_workbook_in_an_archive_has_its_sheets_below_its_name()
    {
        var book = _folder.Write("book.xlsx", Made.Xlsx(("s", [(1, ["x"])])));
        using (var zip = ZipFile.Open(_folder.PathOf("a.zip"), ZipArchiveMode.Create))
        {
            zip.CreateEntryFromFile(book, "in/book.xlsx");
        }

        using var set = await Load.From(_folder.PathOf("a.zip"));
        Assert.Equal(["in/book.xlsx/s.csv"], set.Names());
    }
}
