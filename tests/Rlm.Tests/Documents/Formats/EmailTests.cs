using System.Text;
using MimeKit;
using Rlm.Documents;
using Rlm.Testing;

namespace Rlm.Tests.Documents.Formats;

public sealed class EmailTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Headers_then_the_plain_text_then_what_is_attached()
    {
        var inner = MimeMessage.Load(new MemoryStream(Made.Mail("Inner", new Multipart("mixed")
        {
            new TextPart("plain") { Text = "inside" }, Made.Attachment("too deep.txt", "x"u8.ToArray()),
        })), TestContext.Current.CancellationToken);
        var mail = Made.Mail("Grüße", new Multipart("mixed")
        {
            new MultipartAlternative { new TextPart("plain") { Text = "plain text\r\nof two lines" }, new TextPart("html") { Text = "<p>html" } },
            Made.Attachment("report.pdf", Made.Pdf(["Attached"])),
            Made.Attachment("book.xlsx", Made.Xlsx(("s", [(1, ["cell"])]))),
            Made.Attachment("../../etc/data.csv", "a,b\n1,2\n"u8.ToArray()),
            Made.Attachment("photo.png", [0x89, (byte)'P', (byte)'N', (byte)'G', 0, 1, 2]),
            Made.Attachment("all.zip", "PK"u8.ToArray()),
            new MessagePart { Message = inner },
        }, "Cc: Zoë <zoe@example.org>");
        using var set = await Load.From(_folder.Write("mail.eml", mail));
        Assert.Equal(["mail.eml", "mail.eml/report.pdf", "mail.eml/book.xlsx/s.csv", "mail.eml/data.csv", "mail.eml/Inner.eml"], set.Names());
        Assert.Equal(
            "From: \"Ann\" <ann@example.org>\nTo: \"Bob\" <bob@example.org>\nCc: Zoë <zoe@example.org>\nDate: 2024-03-01 12:30:00 +02:00\nSubject: Grüße\n\nplain text\nof two lines\n\n",
            set.Documents[0].Text.ReadUtf8String().Replace("\"Zoë\"", "Zoë", StringComparison.Ordinal));
        Assert.Equal("[page 1]\nAttached\n", set.Documents[1].Text.ReadUtf8String());
        Assert.Equal("cell\n", set.Documents[2].Text.ReadUtf8String());
        Assert.Contains("inside", set.Documents[4].Text.ReadUtf8String());
        Assert.Equal(["mail.eml/photo.png"], set.Out(LeftOutReason.Binary));
        Assert.Equal(["mail.eml/Inner.eml/too deep.txt", "mail.eml/all.zip"], set.Out(LeftOutReason.Archive).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Html_is_read_as_text_and_wrong_charsets_lose_nothing_else()
    {
        var mail = "From: a@b\nSubject: =?x-none?Q?odd?= =?utf-8?Q?a=0ATo:_evil?=\nMIME-Version: 1.0\nContent-Type: text/html; charset=no-such\n\n<h1>Title</h1>\xE9t\xE9";
        using var set = await Load.From(_folder.Write("m.eml", Encoding.Latin1.GetBytes(mail)));
        var text = Assert.Single(set.Documents).Text.ReadUtf8String();
        Assert.Contains("\n# Title\n", text);
        Assert.Contains("\n\nété\n", text);
        Assert.DoesNotContain("\nTo: evil", text);
    }

    [Fact]
    public async Task Each_message_of_a_mailbox_stands_below_its_number()
    {
        var box = new StringBuilder();
        for (var i = 1; i <= 3; i++)
        {
            var mail = Made.Mail($"Number {i}", new Multipart("mixed") { new TextPart("plain") { Text = $"text {i}\nFrom here on" }, Made.Attachment("n.txt", [(byte)('0' + i)]) });
            box.Append("From ann@example.org Fri Mar  1 12:30:00 2024\n").Append(Encoding.UTF8.GetString(mail).Replace("\nFrom here", "\n>From here", StringComparison.Ordinal)).Append("\n\n");
        }

        foreach (var name in new[] { "old.mbox", "Inbox" })
        {
            using var set = await Load.From(_folder.Write(name, Encoding.UTF8.GetBytes(box.ToString())));
            Assert.Equal([name, $"{name}/message 1/n.txt", $"{name}/message 2/n.txt", $"{name}/message 3/n.txt"], set.Names());
            var text = set.Documents[0].Text.ReadUtf8String();
            Assert.Equal(["[message 1]", "[message 2]", "[message 3]"], text.Split('\n').Where(line => line.StartsWith('[')));
            Assert.Contains("Subject: Number 2\n\ntext 2\n", text);
            Assert.Equal("3", set.Documents[3].Text.ReadUtf8String());
        }
    }

    [Fact]
    public async Task A_hundred_thousand_parts_in_parts_end_no_process()
    {
        var mail = new StringBuilder("From: a@b\nMIME-Version: 1.0\n");
        for (var i = 0; i < 20_000; i++)
        {
            mail.Append($"Content-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n");
        }

        mail.Append("Content-Type: text/plain\n\ndeep\n");
        using var set = await Load.From(_folder.Write("deep.eml", Encoding.ASCII.GetBytes(mail.ToString())), _folder.Write("a.txt", "a"u8.ToArray()));
        Assert.Contains("a.txt", set.Names());
    }
}
