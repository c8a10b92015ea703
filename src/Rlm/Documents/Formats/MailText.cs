using System.Globalization;
using MimeKit;

namespace Rlm.Documents.Formats;

/// <summary>Writes one message, and keeps what is attached.</summary>
/// <param name="to">Takes it.</param>
/// <param name="prefix">What the names of attachments begin with.</param>
internal sealed class MailText(Conversion to, string prefix)
{
    private int _unnamed;

    public void Write(MimeMessage message)
    {
        Header("From", message.From.ToString());
        Header("To", message.To.ToString());
        Header("Cc", message.Cc.ToString());
        Header("Date", message.Headers.Contains(HeaderId.Date) && message.Date != default
            ? message.Date.ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture)
            : message.Headers[HeaderId.Date]);
        Header("Subject", message.Subject);
        to.Write("\n");
        Part(message.Body);
        to.Write("\n");
    }

    /// <summary>A header on one line, also when what it encodes has several.</summary>
    private void Header(string name, string? value)
    {
        if (!string.IsNullOrWhiteSpace(value))
        {
            to.Write($"{name}: {string.Join(' ', value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))}\n");
        }
    }

    /// <summary>Goes through parts in parts, of which the parser allows few.</summary>
    private void Part(MimeEntity? part)
    {
        to.Check();
        switch (part)
        {
            case null:
                break;
            case MultipartAlternative alternative:
                Part(Best(alternative));
                break;
            case Multipart several:
                foreach (var one in several)
                {
                    Part(one);
                }

                break;
            case TextPart { IsAttachment: false, FileName: null } text when text.IsPlain || text.IsHtml:
                Text(text);
                break;
            case MessagePart { Message: { } message } forwarded:
                Attach(Name(forwarded.ContentDisposition?.FileName ?? forwarded.ContentType.Name, message.Subject, ".eml"), stream => message.WriteTo(stream));
                break;
            case MimePart { Content: { } content } file:
                Attach(Name(file.FileName, null, Extension(file.ContentType)), stream => content.DecodeTo(stream));
                break;
        }
    }

    /// <summary>Of one text in several forms, the plain one; else the richest, which stands last.</summary>
    private static MimeEntity? Best(MultipartAlternative alternative) =>
        alternative.FirstOrDefault(one => one is TextPart { IsPlain: true }) ??
        alternative.FirstOrDefault(one => one is Multipart or TextPart { IsHtml: true }) ??
        alternative.LastOrDefault();

    private void Text(TextPart part)
    {
        if (part.IsHtml)
        {
            HtmlText.Write(part.Text, to);
            return;
        }

        var text = part.Text.ReplaceLineEndings("\n");
        to.Write(text.EndsWith('\n') || text.Length == 0 ? text : text + "\n");
    }

    private void Attach(string name, Action<Stream> write)
    {
        if (to.IsNested)
        {
            to.LeaveOut(name, LeftOutReason.Archive, "attached to a message that is attached itself; save that message and name it to read it");
        }
        else if (ArchiveNames.KindOf(name) != ArchiveKind.None)
        {
            to.LeaveOut(name, LeftOutReason.Archive, "an archive in a mail; save it and name it to read it");
        }
        else
        {
            to.Attach(name, write);
        }
    }

    private string Name(string? name, string? subject, string extension)
    {
        // A path of the sender's machine is no name.
        name = (name ?? "").Replace('\\', '/');
        name = name[(name.LastIndexOf('/') + 1)..].Trim();
        if (name.Length == 0)
        {
            name = string.IsNullOrWhiteSpace(subject)
                ? string.Create(CultureInfo.InvariantCulture, $"part {++_unnamed}{extension}")
                : subject.Replace('/', '_').Trim() + extension;
        }
        else if (extension == ".eml" && !name.EndsWith(extension, StringComparison.OrdinalIgnoreCase))
        {
            name += extension;
        }

        return prefix + name;
    }

    private static string Extension(ContentType type) => type.MimeType.ToLowerInvariant() switch
    {
        "text/html" => ".html",
        "text/csv" => ".csv",
        "text/calendar" => ".ics",
        "application/json" => ".json",
        "application/pdf" => ".pdf",
        var text when text.StartsWith("text/", StringComparison.Ordinal) || text.StartsWith("message/", StringComparison.Ordinal) => ".txt",
        _ => "",
    };
}
