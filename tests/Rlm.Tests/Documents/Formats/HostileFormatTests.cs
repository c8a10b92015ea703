using System.IO.Compression;
using System.Text;
using CsCheck;
using MimeKit;
using Rlm.Documents;
using Rlm.Documents.Formats;
using Rlm.Testing;

namespace Rlm.Tests.Documents.Formats;

/// <summary>Damaged and random documents: each is named or read, and what stands beside it is read.</summary>
[Trait("Category", "Security")]
public sealed class HostileFormatTests : IDisposable
{
    private static readonly string[] Names = ["x.pdf", "x.docx", "x.xlsx", "x.xls", "x.parquet", "x.html", "x.eml", "x.mbox"];

    private static readonly byte[][] Starts =
    [
        "%PDF-1.7\n"u8.ToArray(), "PK\x03\x04[Content_Types].xml"u8.ToArray(), "PK\x03\x04"u8.ToArray(), [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1],
        "PAR1"u8.ToArray(), "<!doctype html>"u8.ToArray(), "From: a@b\n"u8.ToArray(), "From a Mon Jan 1\nFrom: a\n"u8.ToArray(),
    ];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Cut_off_anywhere_a_document_is_read_or_named_and_the_rest_goes_on()
    {
        var whole = new Dictionary<string, byte[]>
        {
            ["x.pdf"] = Made.Pdf(["some text", "more of it"], ["and a page"]),
            ["x.docx"] = Made.Paragraphs("one", "two"),
            ["x.xlsx"] = Made.Xlsx(("s", [(1, ["a", 1]), (2, ["b", 2])])),
            ["x.parquet"] = await Made.Parquet([new Pair { Key = "a", Value = 1 }, new Pair { Key = null, Value = 2 }]),
            ["x.eml"] = Made.Mail("s", new Multipart("mixed") { new TextPart("plain") { Text = "t" }, Made.Attachment("a.txt", "abc"u8.ToArray()) }),
            ["x.html"] = "<!doctype html><title>t</title><table><tr><td>a<td>b</table><a href=x>y</a>"u8.ToArray(),
        };
        _folder.Write("rest.txt", "rest");
        foreach (var (name, bytes) in whole)
        {
            var path = _folder.PathOf(name);
            for (var length = 0; length < bytes.Length; length += 10)
            {
                await File.WriteAllBytesAsync(path, bytes[..length], TestContext.Current.CancellationToken);
                using var set = await Load.From(path, _folder.PathOf("rest.txt"));
                Assert.Equal("rest", set.Find("rest.txt")!.ReadUtf8String());
                Assert.True(set.Problems.Count > 0 || set.Documents.Count > 1 || length == 0 || set.LeftOut.Count > 0, $"{name} of {length} bytes vanished");
            }

            File.Delete(path);
        }
    }

    [Fact]
    public async Task Bytes_that_were_changed_end_in_a_text_or_a_problem()
    {
        byte[][] whole = [Made.Pdf(["some text"]), Made.Paragraphs("one"), Made.Xlsx(("s", [(1, ["a", 1])])), await Made.Parquet([new Pair { Key = "a", Value = 1 }])];
        Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Int[0, 1_000_000], Gen.Byte, Gen.Int[0, 1_000_000], Gen.Byte).Sample(
            (which, place1, value1, place2, value2) =>
            {
                var bytes = whole[which].ToArray();
                bytes[place1 % bytes.Length] = value1;
                bytes[place2 % bytes.Length] = value2;
                Read(bytes, Names[which switch { 0 => 0, 1 => 1, 2 => 2, _ => 4 }]);
            },
            iter: 400, threads: 1);
    }

    [Fact]
    public void Random_bytes_after_any_start_end_in_a_text_or_a_problem() =>
        Gen.Select(Gen.Int[0, Starts.Length - 1], Gen.Byte.Array[0, 600], Gen.Int[0, Names.Length - 1]).Sample(
            (start, bytes, name) => Read([.. Starts[start], .. bytes], Names[name]), iter: 1_500, threads: 1);

    [Fact]
    public void Random_markup_ends_in_text()
    {
        string[] pieces =
        [
            "<p>", "</p>", "<table>", "<tr>", "<td>", "</table>", "<ul>", "<li>", "</ul>", "<a href=x>", "</a>", "<pre>", "</pre>", "<title>", "</title>",
            "<script>", "</script>", "<svg/>", "<h1>", "</h1>", "<br>", "text", " ", "\n", "<div hidden>", "</div>", "<!--", "-->", "&lt;", "\0", "<![CDATA[", "é",
        ];
        Gen.Int[0, pieces.Length - 1].Array[0, 60].Sample(chosen => Read(Encoding.UTF8.GetBytes(string.Concat(chosen.Select(i => pieces[i]))), "x.html"), iter: 2_000, threads: 1);
    }

    [Fact]
    public async Task What_takes_too_long_is_named_and_the_rest_goes_on()
    {
        var rows = Enumerable.Range(0, 60_000).Select(i => ((uint)i + 1, new object?[] { i, i, i, i })).ToArray();
        var path = _folder.Write("slow.xlsx", Made.Xlsx(("s", rows)));
        var loader = new DocumentLoader(new(), new ConversionLimits { Time = TimeSpan.FromMilliseconds(30), TimePerMebibyte = TimeSpan.Zero });
        using var set = await loader.LoadAsync([path, _folder.Write("a.txt", "a"u8.ToArray())], null, TestContext.Current.CancellationToken);
        Assert.Equal(["a.txt"], set.Names());
        Assert.Equal(DocumentProblemCode.NotConverted, set.Problem());
        Assert.Contains("took longer than", set.Problems[0].Message);
    }

    [Fact]
    public async Task A_conversion_that_is_cancelled_ends_at_once()
    {
        var path = _folder.Write("slow.xlsx", Made.Xlsx(("s", [.. Enumerable.Range(0, 60_000).Select(i => ((uint)i + 1, new object?[] { i, i, i }))])));
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(30));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new DocumentLoader(new()).LoadAsync([path], null, stop.Token));
    }

    [Fact]
    public async Task A_damaged_member_of_an_archive_is_left_out_and_the_others_are_read()
    {
        var path = _folder.PathOf("a.zip");
        using (var zip = ZipFile.Open(path, ZipArchiveMode.Create))
        {
            foreach (var (name, bytes) in new (string, byte[])[] { ("bad.pdf", "%PDF-1.4 nothing"u8.ToArray()), ("good.docx", Made.Paragraphs("good")), ("z.txt", "z"u8.ToArray()) })
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(bytes);
            }
        }

        using var set = await Load.From(path);
        Assert.Equal(["good.docx", "z.txt"], set.Names());
        Assert.Equal(["bad.pdf"], set.Out(LeftOutReason.Unreadable));
    }

    /// <summary>Also reads what came out, which must be UTF-8 of the length that it says.</summary>
    private void Read(byte[] bytes, string name)
    {
        var path = _folder.PathOf(name);
        File.WriteAllBytes(path, bytes);
        using var set = new DocumentLoader(new()).LoadAsync([path]).GetAwaiter().GetResult();
        foreach (var document in set.Documents)
        {
            Assert.Equal(document.Bytes, Encoding.UTF8.GetByteCount(document.Text.ReadUtf8String()));
        }

        Assert.True(set.Documents.Count + set.Problems.Count > 0);
    }

    private sealed class Pair
    {
        public string? Key { get; set; }

        public int Value { get; set; }
    }
}
