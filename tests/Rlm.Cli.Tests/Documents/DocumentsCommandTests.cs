namespace Rlm.Cli.Tests.Documents;

/// <summary>The program over a document of each format: what is published must read them too.</summary>
public sealed class DocumentsCommandTests
{
    private static readonly string Fixtures = Path.Combine(AppContext.BaseDirectory, "Documents", "Fixtures");

    [Fact]
    public async Task What_each_document_became_is_shown_and_what_was_left_out()
    {
        using var bench = NewBench();
        var shown = (await bench.RunAsync("documents", "in")).Exits(0).Output;
        var lines = shown.Split('\n').Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))).ToList();
        Assert.Contains("name what it is bytes lines characters", lines);
        Assert.Contains("report.pdf from PDF, 3 pages 89 6 89", lines);
        Assert.Contains("book.xlsx/Sales.csv from Excel 38 2 38", lines);
        Assert.Contains("plain.txt utf8 5 1 4", lines);
        Assert.Contains("left out: 2 binary", lines);
        Assert.Contains(lines, line => line.StartsWith("scan.pdf: a PDF without a text layer", StringComparison.Ordinal));
        Assert.Contains("mail.eml/photo.png: a PNG picture", lines);
        Assert.DoesNotContain('\u001b', shown);
    }

    [Fact]
    public async Task Json_is_one_object()
    {
        using var bench = NewBench();
        var json = (await bench.RunAsync("documents", "in", "--json", "--exclude", "*.eml", "--include", "*.pdf", "--include", "*.xlsx")).Exits(0).Json;
        Assert.True((bool)json["success"]!);
        var documents = json["documents"]!.AsArray();
        Assert.Equal(["book.xlsx/Sales.csv", "book.xlsx/Hidden notes.csv", "report.pdf"], documents.Select(one => (string)one!["name"]!));
        Assert.Equal(("pdf", 3), ((string)documents[2]!["format"]!, (int)documents[2]!["pages"]!));
        Assert.Contains(json["left_out"]!.AsArray(), one => (string)one!["reason"]! == "excluded");
        Assert.Empty(json["problems"]!.AsArray());
    }

    [Theory]
    [InlineData("report.pdf", "[page 1]\nQuarterly report\nRevenue 1,204 Costs 998\n[page 2: no text]\n[page 3]\nSigned: Ann\n")]
    [InlineData("letter.docx", "# Dear Bob\nThe invoice is due.\n")]
    [InlineData("book.xlsx/Sales.csv", "region,sum,on\nnorth,1234.5,2024-02-29\n")]
    [InlineData("flights.parquet", "From,Miles,Stops\nATL,404,\"[\"\"CLT\"\"]\"\nORD,733,[]\n")]
    [InlineData("page.html", "News\n\n# Today\n\nAll is well (https://example.org/well).\n")]
    [InlineData("mail.eml", "From: \"Ann\" <ann@example.org>\nTo: \"Bob\" <bob@example.org>\nDate: 2024-03-01 12:30:00 +02:00\nSubject: Numbers\n\nSee the attachment.\n\n")]
    [InlineData("mail.eml/numbers.csv", "a,b\n1,2\n")]
    [InlineData("plain.txt", "one\u00E9")]
    public async Task The_text_of_one_document_is_printed_as_it_is(string name, string text)
    {
        using var bench = NewBench();
        Assert.Equal(text, (await bench.RunAsync("documents", "in", "--text", name)).Exits(0).Output);
    }

    [Fact]
    public async Task What_was_named_and_cannot_be_had_is_told_beside_the_others()
    {
        using var bench = NewBench();
        var shown = (await bench.RunAsync("documents", "in/scan.pdf", "in/letter.docx", "in/missing.txt")).Exits(2);
        Assert.Contains("from Word", shown.Output);
        Assert.Contains("ocrmypdf", shown.Error);
        Assert.Contains("missing.txt", shown.Error);
        var json = (await bench.RunAsync("documents", "in/scan.pdf", "in/letter.docx", "--json")).Exits(2).Json;
        Assert.False((bool)json["success"]!);
        Assert.Equal("invalid_usage", (string)json["error"]!["code"]!);
        Assert.Equal("not_text", (string)Assert.Single(json["problems"]!.AsArray())!["code"]!);
        Assert.Single(json["documents"]!.AsArray());
        Assert.Contains("no document was named", (await bench.RunAsync("documents")).Exits(2).Error);
        Assert.Contains("there is no document 'x'", (await bench.RunAsync("documents", "in", "--text", "x")).Exits(2).Error);
        Assert.Contains("means 2 documents", (await bench.RunAsync("documents", "in", "--text", "book.xlsx")).Exits(2).Error);
    }

    private static CliBench NewBench()
    {
        var bench = new CliBench();
        bench.Write("in/plain.txt", "one\u00E9");
        foreach (var file in Directory.EnumerateFiles(Fixtures))
        {
            File.Copy(file, Path.Combine(bench.Work, "in", Path.GetFileName(file)));
        }

        return bench;
    }
}
