using System.Text;
using Rlm.Testing;
using Format = Rlm.Documents.DocumentFormat;

namespace Rlm.Tests.Documents.Formats;

public sealed class HtmlTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("<title>T</title><h1>A &amp; B</h1><p>one\n two</p><p>three", "T\n\n# A & B\n\none two\n\nthree\n")]
    [InlineData("<ul><li>a<li>b<ul><li>c</ul></ul><ol start=3><li>x<li>y</ol>", "- a\n- b\n  - c\n\n3. x\n4. y\n")]
    [InlineData("<table><tr><th>name<th>age<tr><td>Ann<br>Lee<td>41</table>after", "name | age\nAnn Lee | 41\n\nafter\n")]
    [InlineData("<table><tr><td><table><tr><td>a<td>b</table><td><p>right</table>", "a | b\n\nright\n")]
    [InlineData("<a href=\"/x\">text</a> <a href='http://e.org/'>http://e.org/</a> <a href='#y'>up</a>", "text (/x) http://e.org/ up\n")]
    [InlineData("a<script>if (1 < 2) document.write('<p>no')</script>b<style>p{}</style>c<noscript>d</noscript>", "abc\n")]
    [InlineData("<pre>  x\n\n    y</pre>z", "  x\n\n    y\n\nz\n")]
    [InlineData("<div hidden>no<div>no</div></div><span style='display: none'>no</span>yes", "yes\n")]
    [InlineData("a&nbsp;b&#8364;&unknown;<br>c", "a b€&unknown;\nc\n")]
    public async Task What_a_reader_sees_is_text(string html, string text) => Assert.Equal(text, await TextOf(Encoding.UTF8.GetBytes(html)));

    [Theory]
    [InlineData("<meta charset=\"shift_jis\">", "932")]
    [InlineData("<meta http-equiv=Content-Type content=\"text/html; charset=windows-1251\">", "1251")]
    [InlineData("<?xml version=\"1.0\" encoding=\"iso-8859-2\"?>", "28592")]
    [InlineData("", "1252")]
    public async Task Its_charset_is_kept_to(string declaration, string codePage)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var encoding = Encoding.GetEncoding(int.Parse(codePage, System.Globalization.CultureInfo.InvariantCulture));
        var word = codePage switch { "932" => "日本語", "1251" => "Привет", "28592" => "Łódź", _ => "Müller" };
        Assert.Equal(word + "\n", await TextOf(encoding.GetBytes($"{declaration}<p>{word}</p>")));
    }

    [Fact]
    public async Task A_million_tags_in_tags_take_neither_the_stack_nor_the_day()
    {
        const int depth = 1_000_000;
        foreach (var tag in new[] { "<div>", "<b>", "<table><tr><td>", "<ul><li>", "<svg>", "<a href=x>", "<pre>" })
        {
            var html = new StringBuilder().Insert(0, tag, depth).Append("deep");
            using var set = await Load.From(_folder.Write("deep.html", Encoding.ASCII.GetBytes(html.ToString())));
            Assert.True(set.Problems.Count == 0 ? set.Documents[0].Text.ReadUtf8String().TrimEnd().EndsWith("deep", StringComparison.Ordinal) : tag == "<svg>", tag);
        }
    }

    [Fact]
    public async Task Source_code_that_begins_like_a_page_stays_as_it_is()
    {
        var page = "<!DOCTYPE html><p>x</p>"u8.ToArray();
        _folder.Write("in/view.php", page);
        _folder.Write("in/page.htm", page);
        _folder.Write("in/README.md", "<b>x</b>"u8.ToArray());
        using var set = await Load.From(_folder.PathOf("in"));
        Assert.Equal("<b>x</b>", set.Find("README.md")!.ReadUtf8String());
        Assert.Equal("x\n", set.Find("page.htm")!.ReadUtf8String());
        Assert.Equal("<!DOCTYPE html><p>x</p>", set.Find("view.php")!.ReadUtf8String());
        using var input = await Load.FromInput(page, "-");
        Assert.Equal("x\n", input.Documents[0].Text.ReadUtf8String());
    }

    [Fact]
    public async Task A_format_that_is_switched_off_is_read_as_before()
    {
        var paths = new[] { _folder.Write("p.html", "<p>x</p>"u8.ToArray()), _folder.Write("r.pdf", Made.Pdf(["x"])), _folder.Write("d.docx", Made.Paragraphs("x")) };
        using var set = await Load.With(new() { Formats = [Format.Word] }, paths);
        Assert.Equal(["p.html", "d.docx"], set.Names());
        Assert.Equal("<p>x</p>", set.Documents[0].Text.ReadUtf8String());
        Assert.Null(set.Documents[0].Origin);
        Assert.Contains("a PDF; turn it into text first", Assert.Single(set.Problems).Message);
        using var none = await Load.With(new() { Formats = [] }, paths);
        Assert.Equal(["p.html"], none.Names());
        Assert.Equal(2, none.Problems.Count);
    }

    private async Task<string> TextOf(byte[] html)
    {
        using var set = await Load.From(_folder.Write("x.html", html));
        return Assert.Single(set.Documents).Text.ReadUtf8String();
    }
}
