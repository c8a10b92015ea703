using System.IO.Compression;
using System.Text;
using Rlm.Documents;
using Rlm.Testing;

namespace Rlm.Tests.Documents.Formats;

public sealed class WordTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Headings_lists_tables_and_footnotes_have_their_marks()
    {
        const string body =
            "<w:p><w:pPr><w:pStyle w:val=\"H1\"/></w:pPr><w:r><w:t>Con</w:t></w:r><w:r><w:t>tract</w:t></w:r></w:p>" +
            "<w:p><w:pPr><w:outlineLvl w:val=\"1\"/></w:pPr><w:r><w:t>Parties</w:t></w:r></w:p>" +
            "<w:p><w:r><w:t xml:space=\"preserve\">Between </w:t></w:r><w:r><w:t>A</w:t></w:r><w:r><w:tab/><w:t>and B</w:t></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p>" +
            "<w:p/>" +
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>first</w:t></w:r></w:p>" +
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"1\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>inner</w:t></w:r></w:p>" +
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>second</w:t></w:r></w:p>" +
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"2\"/></w:numPr></w:pPr><w:r><w:t>dot</w:t></w:r></w:p>" +
            "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>name</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>age</w:t></w:r></w:p></w:tc></w:tr>" +
            "<w:tr><w:tc><w:p><w:r><w:t>Ann</w:t></w:r></w:p><w:p><w:r><w:t>Lee</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>41</w:t></w:r></w:p></w:tc></w:tr></w:tbl>" +
            "<w:p><w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:ins><w:r><w:t>kept</w:t></w:r></w:ins></w:p>";
        const string numbering =
            "<w:abstractNum w:abstractNumId=\"7\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.\"/></w:lvl>" +
            "<w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt w:val=\"lowerLetter\"/><w:lvlText w:val=\"%1.(%2)\"/></w:lvl></w:abstractNum>" +
            "<w:abstractNum w:abstractNumId=\"8\"><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"o\"/></w:lvl></w:abstractNum>" +
            "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"7\"/></w:num><w:num w:numId=\"2\"><w:abstractNumId w:val=\"8\"/></w:num>";
        var docx = Made.Docx(
            body,
            styles: "<w:style w:type=\"paragraph\" w:styleId=\"Base\"><w:name w:val=\"heading 1\"/></w:style><w:style w:type=\"paragraph\" w:styleId=\"H1\"><w:name w:val=\"Mine\"/><w:basedOn w:val=\"Base\"/></w:style>",
            numbering: numbering,
            footnotes: "<w:footnote w:id=\"0\" w:type=\"separator\"><w:p/></w:footnote><w:footnote w:id=\"2\"><w:p><w:r><w:t>See annex.</w:t></w:r></w:p></w:footnote>");
        using var set = await Load.From(_folder.Write("contract.docx", docx));
        Assert.Equal(
            "# Contract\n## Parties\nBetween A\tand B[^2]\n1. first\n  1.(a) inner\n2. second\n- dot\nname | age\nAnn Lee | 41\nkept\n[^2]: See annex.\n",
            Assert.Single(set.Documents).Text.ReadUtf8String());
        Assert.Equal("from Word", set.Documents[0].Origin!.ToString());
    }

    [Fact]
    public async Task A_text_box_is_read_once()
    {
        const string body =
            "<w:p><w:r><mc:AlternateContent xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"><mc:Choice Requires=\"wps\"><w:drawing><w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r></w:p></w:txbxContent></w:drawing></mc:Choice>" +
            "<mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r></w:p></w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>around</w:t></w:r></w:p>";
        Assert.Equal("boxed\naround\n", await TextOf(Zip(("word/document.xml", Xml(body)))));
    }

    [Fact]
    public async Task External_entities_are_not_read_and_entities_do_not_multiply()
    {
        _folder.Write("secret.txt", "secret");
        var secret = new Uri(_folder.PathOf("secret.txt")).AbsoluteUri;
        foreach (var declaration in new[] { $"<!DOCTYPE d [<!ENTITY x SYSTEM \"{secret}\">]>", "<!DOCTYPE d [<!ENTITY x \"lol\">]>", $"<!DOCTYPE d SYSTEM \"{secret}\">" })
        {
            var xml = Xml("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>").Replace("<w:document", declaration + "<w:document", StringComparison.Ordinal);
            using var set = await Load.From(_folder.Write("x.docx", Zip(("word/document.xml", xml))));
            Assert.Empty(set.Documents);
            var problem = Assert.Single(set.Problems);
            Assert.Equal(DocumentProblemCode.NotConverted, problem.Code);
            Assert.Contains("XmlException", problem.Message);
        }
    }

    [Fact]
    public async Task A_million_tables_in_tables_end_no_process()
    {
        const int depth = 1_000_000;
        var nested = new StringBuilder();
        for (var i = 0; i < depth; i++)
        {
            nested.Append("<w:tc>");
        }

        nested.Append("<w:p><w:r><w:t>deep</w:t></w:r></w:p>");
        for (var i = 0; i < depth; i++)
        {
            nested.Append("</w:tc>");
        }

        Assert.Equal("deep\n", await TextOf(Zip(("word/document.xml", Xml(nested.ToString())))));
    }

    [Fact]
    public async Task Old_and_encrypted_documents_are_named_with_what_to_do()
    {
        using var set = await Load.From(
            _folder.Write("old.doc", Compound("WordDocument")), _folder.Write("locked.docx", Compound("EncryptedPackage")),
            _folder.Write("mail.msg", Compound("__properties_version1.0")), _folder.Write("a.txt", "a"u8.ToArray()));
        Assert.Equal(["a.txt"], set.Names());
        Assert.Collection(
            set.Problems.Select(problem => problem.Message),
            one => Assert.Contains("save it as .docx", one),
            one => Assert.Contains("encrypted with a password", one),
            one => Assert.Contains("save it as .eml", one));
    }

    private static string Xml(string body) =>
        $"<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}</w:body></w:document>";

    private static byte[] Zip(params (string Name, string Text)[] parts)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create))
        {
            foreach (var (name, text) in parts)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return stream.ToArray();
    }

    /// <summary>A compound file of a header, a table of sectors and one sector of names.</summary>
    private static byte[] Compound(string name)
    {
        var bytes = new byte[512 * 3];
        new byte[] { 0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1 }.CopyTo(bytes, 0);
        bytes[30] = 9;
        BitConverter.GetBytes(1).CopyTo(bytes, 48);
        BitConverter.GetBytes(0).CopyTo(bytes, 76);
        Array.Fill(bytes, (byte)0xFF, 512, 512);
        var at = 1024;
        foreach (var entry in new[] { "Root Entry", name })
        {
            Encoding.Unicode.GetBytes(entry).CopyTo(bytes, at);
            BitConverter.GetBytes((ushort)((entry.Length * 2) + 2)).CopyTo(bytes, at + 64);
            at += 128;
        }

        return bytes;
    }

    private async Task<string> TextOf(byte[] docx)
    {
        using var set = await Load.From(_folder.Write("x.docx", docx));
        Assert.Empty(set.Problems);
        return Assert.Single(set.Documents).Text.ReadUtf8String();
    }
}
