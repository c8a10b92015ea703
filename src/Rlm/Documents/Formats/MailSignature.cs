namespace Rlm.Documents.Formats;

/// <summary>What a text of mail is.</summary>
internal enum MailKind
{
    None,

    /// <summary>One message.</summary>
    Message,

    /// <summary>Messages one after the other, each after a line that begins with <c>From </c>.</summary>
    Mailbox,
}

/// <summary>Tells mail by how it begins.</summary>
internal static class MailSignature
{
    /// <param name="head">The first bytes.</param>
    /// <param name="mayBeBare">True when no name says that it is mail, so that more has to be seen.</param>
    public static MailKind Find(ReadOnlySpan<byte> head, bool mayBeBare)
    {
        head = head.StartsWith("\uFEFF"u8) ? head[3..] : head;
        var first = Line(head);
        if (first.StartsWith("From "u8))
        {
            // `From alice@example.org Mon Jan  1 00:00:00 2024`, and a header after it.
            return !mayBeBare || (first.IndexOf((byte)':') >= 0 && IsHeader(Line(head[Math.Min(head.Length, first.Length + 1)..])))
                ? MailKind.Mailbox
                : MailKind.None;
        }

        return IsHeader(first) && (!mayBeBare || HasMailHeaders(head)) ? MailKind.Message : MailKind.None;
    }

    /// <summary>Sender and date, or what only a mail program writes.</summary>
    private static bool HasMailHeaders(ReadOnlySpan<byte> head)
    {
        bool from = false, date = false, path = false;
        for (var line = Line(head); IsHeader(line) || line is [(byte)' ' or (byte)'\t', ..]; line = Line(head))
        {
            from |= line.StartsWith("From: "u8);
            date |= line.StartsWith("Date: "u8);
            path |= line.StartsWith("Received: "u8) || line.StartsWith("Message-I"u8) || line.StartsWith("MIME-Version: "u8);
            head = head[Math.Min(head.Length, line.Length + 1)..];
        }

        return from && date && path;
    }

    private static bool IsHeader(ReadOnlySpan<byte> line)
    {
        var colon = line.IndexOf((byte)':');
        return colon > 0 && line[..colon].IndexOfAnyExceptInRange((byte)'!', (byte)'~') < 0;
    }

    private static ReadOnlySpan<byte> Line(ReadOnlySpan<byte> from) => from.IndexOf((byte)'\n') is >= 0 and var end ? from[..end] : from;
}
