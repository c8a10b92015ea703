using System.Globalization;
using MimeKit;

namespace Rlm.Documents.Formats;

/// <summary>Mail: the header lines that people read, the text, and what is attached as files of its own.</summary>
internal sealed class EmailFormat : IDocumentFormat
{
    /// <summary>Parts in parts; those of real mail are four or five deep.</summary>
    private const int MostDepth = 64;

    public DocumentFormat Format => DocumentFormat.Email;

    /// <summary>A mailbox is read message by message, so that only a message has a bound.</summary>
    public long MaxBytes => long.MaxValue;

    public void Convert(Stream stream, Conversion to)
    {
        CodePages.Register();
        var head = new byte[Math.Min(stream.Length, Sniffer.SampleBytes)];
        stream.ReadExactly(head);
        stream.Position = 0;
        var isMailbox = MailSignature.Find(head, mayBeBare: false) == MailKind.Mailbox;
        using var metered = new MeteredStream(stream, ConversionLimits.ParsedBytes / 2, "a message");
        var options = new ParserOptions { MaxMimeDepth = MostDepth };
        var parser = new MimeParser(options, metered, isMailbox ? MimeFormat.Mbox : MimeFormat.Entity);
        for (var number = 1; !parser.IsEndOfStream; number++)
        {
            to.Check();
            metered.Restart();
            using var message = parser.ParseMessage(CancellationToken.None);
            if (isMailbox)
            {
                to.Write(string.Create(CultureInfo.InvariantCulture, $"[message {number}]\n"));
            }

            new MailText(to, isMailbox ? string.Create(CultureInfo.InvariantCulture, $"message {number}/") : "").Write(message);
            if (!isMailbox)
            {
                break;
            }
        }

        to.EndPart("", Format);
    }
}
