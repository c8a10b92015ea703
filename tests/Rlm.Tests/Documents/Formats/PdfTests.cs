using System.IO.Compression;
using System.Text;
using Rlm.Documents;
using Rlm.Testing;
using Format = Rlm.Documents.DocumentFormat;

namespace Rlm.Tests.Documents.Formats;

public sealed class PdfTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Each_page_stands_below_its_number_and_one_without_text_is_noted()
    {
        using var set = await Load.From(_folder.Write("report.pdf", Made.Pdf(["First line", "Second line"], [], ["The end"])));
        var document = Assert.Single(set.Documents);
        Assert.Equal("report.pdf", document.Name);
        Assert.Equal("[page 1]\nFirst line\nSecond line\n[page 2: no text]\n[page 3]\nThe end\n", document.Text.ReadUtf8String());
        Assert.Equal(new DocumentOrigin(Format.Pdf, 3), document.Origin);
        Assert.Equal("from PDF, 3 pages", document.Origin!.ToString());
    }

    [Fact]
    public async Task A_scan_is_named_with_what_to_do()
    {
        var path = _folder.Write("scan.pdf", Made.Pdf([], []));
        using var set = await Load.From(path);
        Assert.Equal(DocumentProblemCode.NotText, set.Problem());
        Assert.Contains("without a text layer", set.Problems[0].Message);
        Assert.Contains("ocrmypdf", set.Problems[0].Message);
        _folder.Write("in/scan.pdf", File.ReadAllBytes(path));
        _folder.Write("in/a.txt", "a"u8.ToArray());
        using var folder = await Load.From(_folder.PathOf("in"));
        Assert.Equal(["a.txt"], folder.Names());
        Assert.Equal(["scan.pdf"], folder.Out(LeftOutReason.Binary));
    }

    [Fact]
    public async Task Columns_stay_columns_rows_stay_rows_and_what_is_drawn_out_of_order_is_put_in_order()
    {
        (double, double, string)[] columns = [(50, 700, "left one"), (50, 680, "left two"), (50, 660, "left three"), (300, 700, "right one"), (300, 680, "right two")];
        Assert.Equal("[page 1]\nleft one\nleft two\nleft three\nright one\nright two\n", await TextOf(Made.Placed(columns)));
        (double, double, string)[] table = [(50, 700, "name"), (300, 700, "age"), (50, 680, "Ann"), (300, 680, "41")];
        Assert.Equal("[page 1]\nname  age\nAnn  41\n", await TextOf(Made.Placed(table)));
        (double, double, string)[] mixed = [(50, 640, "three"), (50, 700, "one"), (50, 620, "four"), (50, 670, "two")];
        Assert.Equal("[page 1]\none\ntwo\nthree\nfour\n", await TextOf(Made.Placed(mixed)));
    }

    [Fact]
    public async Task It_is_known_by_its_content_in_archives_compressed_and_from_standard_input()
    {
        var pdf = Made.Pdf(["Hello"]);
        _folder.Write("hello.bin", pdf);
        using (var zip = ZipFile.Open(_folder.PathOf("a.zip"), ZipArchiveMode.Create))
        {
            zip.CreateEntryFromFile(_folder.PathOf("hello.bin"), "docs/hello.pdf");
            using var other = new StreamWriter(zip.CreateEntry("b.txt").Open());
            other.Write("plain");
        }

        using (var gz = new GZipStream(File.Create(_folder.PathOf("hello.pdf.gz")), CompressionLevel.Fastest))
        {
            gz.Write(pdf);
        }

        using var set = await Load.From(_folder.PathOf("hello.bin"), _folder.PathOf("a.zip"), _folder.PathOf("hello.pdf.gz"));
        Assert.Equal(["hello.bin", "a.zip/docs/hello.pdf", "a.zip/b.txt", "hello.pdf"], set.Names());
        Assert.All(set.Documents.Where(one => one.Name != "a.zip/b.txt"), one => Assert.Equal("[page 1]\nHello\n", one.Text.ReadUtf8String()));
        using var input = await Load.FromInput(pdf, "-");
        Assert.Equal("[page 1]\nHello\n", Assert.Single(input.Documents).Text.ReadUtf8String());
    }

    [Fact]
    public async Task An_encrypted_one_is_named()
    {
        var encrypted = Made.RawPdf(
            "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>",
            $"<< /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <{new string('A', 64)}> /U <{new string('B', 64)}> >>");
        var text = Encoding.Latin1.GetString(encrypted).Replace("/Root 1 0 R", "/Root 1 0 R /Encrypt 4 0 R /ID [<00><00>]", StringComparison.Ordinal);
        using var set = await Load.From(_folder.Write("e.pdf", Encoding.Latin1.GetBytes(text)));
        Assert.Empty(set.Documents);
        Assert.Contains("encrypted with a password", Assert.Single(set.Problems).Message);
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("<< /A ", " >>")]
    public async Task A_million_arrays_in_arrays_end_no_process(string open, string close)
    {
        const int depth = 1_000_000;
        var nested = new StringBuilder().Insert(0, open, depth).Append('1').Insert(open.Length * depth + 1, close, depth).ToString();
        string[] objects = ["<< /Type /Catalog /Pages 2 0 R /X 4 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R >>", nested];
        using var set = await Load.From(_folder.Write("deep.pdf", Made.RawPdf(objects)), _folder.Write("a.txt", "a"u8.ToArray()));
        Assert.Equal(["a.txt"], set.Names());
        Assert.Single(set.Problems);
    }

    [Fact]
    public async Task Drawings_in_drawings_that_multiply_are_ended()
    {
        // Each draws the next ten times: ten to the ninth lines of text.
        var objects = new List<string>
        {
            "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R /Resources << /XObject << /F 5 0 R >> /Font << /T 14 0 R >> >> >>",
            Stream("", "/F Do"),
        };
        for (var number = 6; number <= 13; number++)
        {
            objects.Add(Stream($"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /F {number} 0 R >> >>", string.Concat(Enumerable.Repeat("/F Do ", 10))));
        }

        objects.Add(Stream("/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /Font << /T 14 0 R >> >>", "BT /T 9 Tf (again) Tj ET"));
        objects.Add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
        var path = _folder.Write("laughs.pdf", Made.RawPdf([.. objects]));
        var loader = new DocumentLoader(new(), new Rlm.Documents.Formats.ConversionLimits { Time = TimeSpan.FromSeconds(2) });
        using var set = await loader.LoadAsync([path, _folder.Write("a.txt", "a"u8.ToArray())], null, TestContext.Current.CancellationToken);
        Assert.Equal(["a.txt"], set.Names());
        Assert.Contains(Assert.Single(set.Problems).Code, new[] { DocumentProblemCode.NotConverted, DocumentProblemCode.TooLarge });

        static string Stream(string entries, string content) => $"<< {entries} /Length {content.Length} >>\nstream\n{content}\nendstream";
    }

    [Fact]
    public async Task A_stream_that_unpacks_to_a_gigabyte_is_not_unpacked()
    {
        using var packed = new MemoryStream();
        using (var deflate = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            var zeros = new byte[1 << 20];
            for (var i = 0; i < 1024; i++)
            {
                deflate.Write(zeros);
            }
        }

        var content = Encoding.Latin1.GetString(packed.ToArray());
        var path = _folder.Write("bomb.pdf", Made.RawPdf(
            "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R >>",
            $"<< /Filter /FlateDecode /Length {content.Length} >>\nstream\n{content}\nendstream"));
        using var set = await Load.From(path);
        Assert.Equal(DocumentProblemCode.TooLarge, set.Problem());
    }

    private async Task<string> TextOf(byte[] pdf)
    {
        using var set = await Load.From(_folder.Write("x.pdf", pdf));
        return Assert.Single(set.Documents).Text.ReadUtf8String();
    }
}
