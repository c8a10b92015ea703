using System.Text;
using Rlm.Documents;
using Rlm.Testing;

namespace Rlm.Tests.Documents;

public sealed class EncodingTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public static TheoryData<string> Sizes => new()
    {
        { "Grüße, 漢字 and 😀\r\nsecond line\r\n" },
        { "no newline at the end" },
        { Load.LongText() },
        { Load.LongText() + "no newline at the end" },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Sizes))]
    public async Task Every_unicode_encoding_becomes_the_same_utf8(string text)
    {
        (Encoding Encoding, bool Mark, DocumentEncoding Expected)[] cases =
        [
            (new UTF8Encoding(false), false, DocumentEncoding.Utf8),
            (new UTF8Encoding(true), true, DocumentEncoding.Utf8),
            (new UnicodeEncoding(false, true), true, DocumentEncoding.Utf16LittleEndian),
            (new UnicodeEncoding(true, true), true, DocumentEncoding.Utf16BigEndian),
            (new UnicodeEncoding(false, false), false, DocumentEncoding.Utf16LittleEndian),
            (new UnicodeEncoding(true, false), false, DocumentEncoding.Utf16BigEndian),
            (new UTF32Encoding(false, true), true, DocumentEncoding.Utf32LittleEndian),
            (new UTF32Encoding(true, true), true, DocumentEncoding.Utf32BigEndian),
        ];
        foreach (var (encoding, mark, expected) in cases)
        {
            byte[] bytes = [.. mark ? encoding.GetPreamble() : [], .. encoding.GetBytes(text)];
            var path = _folder.Write("text.txt", bytes);
            using var set = await Load.From(path);
            using var piped = await Load.FromInput(bytes, "-");
            Assert.Equal(text, Texts.String(set.Documents[0].Text));
            Assert.Equal(expected, set.Documents[0].Encoding);
            Assert.Equal(text, Texts.String(piped.Documents[0].Text));
            Assert.Equal(text.EndsWith('\n') ? text : text + "\n", Texts.String(set.Context));
            Assert.Equal(text.EndsWith('\n') ? text : text + "\n", Texts.String(piped.Context));
        }
    }

    [Fact]
    public async Task Utf16_without_a_mark_is_known_in_a_script_with_little_ascii()
    {
        var text = string.Concat(Enumerable.Repeat("天地玄黄，宇宙洪荒。日月盈昃，辰宿列張。寒來暑往，秋收冬藏。𠀀閏餘成歲，律呂調陽。雲騰致雨，露結為霜。\n", 40));
        foreach (var (bigEndian, expected) in new[] { (false, DocumentEncoding.Utf16LittleEndian), (true, DocumentEncoding.Utf16BigEndian) })
        {
            using var set = await Load.From(_folder.Write("thousand.txt", new UnicodeEncoding(bigEndian, false).GetBytes(text)));
            Assert.Equal(expected, set.Documents[0].Encoding);
            Assert.Equal(text, Texts.String(set.Context));
        }
    }

    [Fact]
    public async Task Windows_1252_is_read_wherever_its_first_letter_comes()
    {
        foreach (var before in new[] { 0, 10, 65_535, 65_536, 300_000, 600_000 })
        {
            var ascii = string.Concat(Enumerable.Repeat("plain\n", before / 6));
            byte[] bytes = [.. Encoding.ASCII.GetBytes(ascii), .. "caf"u8, 0xE9, .. " costs 3 "u8, 0x80, .. " \n"u8];
            using var set = await Load.From(_folder.Write("latin.txt", bytes));
            Assert.Equal(DocumentEncoding.Windows1252, set.Documents[0].Encoding);
            Assert.Equal(ascii + "café costs 3 € \n", Texts.String(set.Documents[0].Text));
        }
    }

    [Fact]
    public async Task Damaged_utf8_keeps_what_is_whole()
    {
        foreach (var before in new[] { "", Load.LongText() })
        {
            byte[] bytes = [.. Encoding.UTF8.GetBytes(before + "Grüße äöü "), 0xFF, .. "and "u8, 0xE2, 0x82, .. "cut\n"u8, 0xC3];
            using var set = await Load.From(_folder.Write("damaged.log", bytes));
            Assert.Equal(DocumentEncoding.DamagedUtf8, set.Documents[0].Encoding);
            Assert.Equal(before + "Grüße äöü \uFFFDand \uFFFDcut\n\uFFFD", Texts.String(set.Documents[0].Text));
        }
    }

    [Fact]
    public async Task A_stray_zero_in_a_log_is_text_and_a_program_is_not()
    {
        var log = Load.LongText(2000) + "\0\0" + Load.LongText(2000);
        using var set = await Load.From(_folder.Write("a.log", log), _folder.Write("b", [0x7F, .. "ELF"u8, 2, 1, 1, 0, 0, 0, 0]));
        Assert.Equal(log, Texts.String(set.Documents[0].Text));
        Assert.Equal(DocumentProblemCode.NotText, set.Problem());
        Assert.Contains("a program", set.Problems[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Random_bytes_are_no_text_even_behind_text()
    {
        var noise = new byte[200_000];
        new Random(1).NextBytes(noise);
        _folder.Write("in/noise", noise);
        _folder.Write("in/script.sh", [.. Encoding.UTF8.GetBytes(Load.LongText()), .. noise]);
        _folder.Write("in/small.bin", noise[..40]);
        _folder.Write("in/text.txt", "text\n");
        using var set = await Load.From(_folder.PathOf("in"));
        Assert.Equal(["text.txt"], set.Names());
        Assert.Equal(["noise", "script.sh", "small.bin"], set.Out(LeftOutReason.Binary));
    }

    [Fact]
    public async Task A_large_file_is_checked_in_samples_only()
    {
        var bytes = Encoding.ASCII.GetBytes(Load.LongText(120_000));
        using (var set = await Load.With(new() { WholeCheckBytes = 1000 }, _folder.Write("big.txt", bytes)))
        {
            Assert.Equal(bytes, Texts.Bytes(set.Context));
        }

        bytes[^5] = 0xFF;
        using var damaged = await Load.With(new() { WholeCheckBytes = 1000 }, _folder.Write("end.txt", bytes));
        Assert.NotEqual(DocumentEncoding.Utf8, damaged.Documents[0].Encoding);
    }

    [Fact]
    public async Task Windows_that_end_inside_characters_are_valid_all_the_same()
    {
        for (var shift = 0; shift < 4; shift++)
        {
            var text = new string('x', shift) + string.Concat(Enumerable.Repeat("😀漢ü", 120_000));
            using var set = await Load.From(_folder.Write("wide.txt", text));
            using var samples = await Load.With(new() { WholeCheckBytes = 0 }, _folder.PathOf("wide.txt"));
            Assert.Equal(DocumentEncoding.Utf8, set.Documents[0].Encoding);
            Assert.Equal(DocumentEncoding.Utf8, samples.Documents[0].Encoding);
            Assert.Equal(120_000 * 3 + shift, TextStatistics.Of(set.Documents[0].Text, TestContext.Current.CancellationToken).Characters);
        }
    }
}
