using System.Net;
using System.Text;

namespace Rlm.Replies;

/// <summary>A reply without commands, written anew as if its author had meant another notation.</summary>
internal static class OtherForms
{
    /// <summary>The notations that the reply may be in, one after the other, each with its commands rewritten to JSON.</summary>
    public static IEnumerable<IEnumerable<ReplyPiece>> Of(string reply)
    {
        if (reply.Contains("\n>", StringComparison.Ordinal) || reply.StartsWith('>'))
        {
            reply = WithoutQuoteMarks(reply);
            yield return ReplyPieces.Of(reply);
        }

        if (reply.Contains("&quot;", StringComparison.Ordinal) || reply.Contains("&#34;", StringComparison.Ordinal) || reply.Contains("&lt;", StringComparison.Ordinal))
        {
            reply = WebUtility.HtmlDecode(reply);
            yield return ReplyPieces.Of(reply);
        }

        if (MarkedCalls.ToJson(reply) is { } marked)
        {
            yield return ReplyPieces.Of(marked);
        }

        var pieces = ReplyPieces.Of(reply).ToList();
        yield return pieces.Select(p => p.IsRust ? p : p with { Text = YamlCommands.ToJson(p.Text) ?? p.Text });
        yield return pieces.Select(p => p.IsRust ? p : p with { Text = CallSyntax.ToJson(p.Text) ?? p.Text });
        if (reply.Contains("\\\"", StringComparison.Ordinal) || reply.Contains("{\\n", StringComparison.Ordinal) || reply.Contains(",\\n", StringComparison.Ordinal))
        {
            yield return ReplyPieces.Of(Unescaped(reply));
        }
    }

    /// <summary>Without one level of JSON's escapes.</summary>
    public static string Unescaped(string text)
    {
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
            {
                result.Append(text[i]);
                continue;
            }

            _ = text[++i] switch
            {
                'n' => result.Append('\n'),
                't' => result.Append('\t'),
                'r' => result.Append('\r'),
                '"' or '\\' or '/' => result.Append(text[i]),
                _ => result.Append('\\').Append(text[i]),
            };
        }

        return result.ToString();
    }

    private static string WithoutQuoteMarks(string reply) => string.Join(
        '\n', reply.Split('\n').Select(l => l.StartsWith("> ", StringComparison.Ordinal) ? l[2..] : l.StartsWith('>') ? l[1..] : l));
}
