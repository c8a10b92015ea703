using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Rlm.Commands;

namespace Rlm.Replies;

/// <summary>Commands as calls of functions on lines of their own: <c>find(text="error", store="hits")</c>, <c>FINAL(42)</c>.</summary>
internal static partial class CallSyntax
{
    /// <summary>How often the text is looked through for parentheses that close.</summary>
    private const int LooksAtText = 16;

    private const string After = " \t\r`]),;";

    /// <summary>The reply with such calls as JSON commands in their places; null when it holds none.</summary>
    public static string? ToJson(string reply)
    {
        var result = new StringBuilder();
        var at = 0;
        var effort = (LooksAtText * (long)reply.Length) + 100_000;
        for (var start = Start().Match(reply); start.Success && effort > 0; start = Start().Match(reply, Math.Max(at, start.Index + start.Length)))
        {
            var calls = new StringBuilder();
            var next = start.Groups[1].Index;
            while (ReadCall(reply, next, calls, ref effort, out var end))
            {
                next = end;
                while (next < reply.Length && After.Contains(reply[next], StringComparison.Ordinal))
                {
                    next++;
                }
            }

            if (calls.Length > 0 && (next == reply.Length || reply[next] is '\n' or '<'))
            {
                result.Append(reply, at, start.Index - at).Append('\n').Append(calls);
                at = next;
            }
        }

        return at == 0 ? null : result.Append(reply, at, reply.Length - at).ToString();
    }

    private static bool ReadCall(string reply, int at, StringBuilder calls, ref long effort, out int end)
    {
        end = at;
        if (Name().Match(reply, at) is not { Success: true } name || name.Index != at
            || CommandName.Known(name.Groups[1].Value) is not { } command
            || Close(reply, at + name.Length, ref effort) is not { } close)
        {
            return false;
        }

        var fields = Fields(command, reply[(at + name.Length)..close].Trim());
        if (fields is null)
        {
            return false;
        }

        fields["op"] = command.Op;
        calls.Append(fields.ToJsonString()).Append('\n');
        end = close + 1;
        return true;
    }

    private static JsonObject? Fields(CommandDeclaration command, string arguments)
    {
        if (arguments.StartsWith('{'))
        {
            return LenientJson.Read(arguments, out _) is JsonObject given && CommandFields.Fit(command, given.Select(g => g.Key)) ? (JsonObject)given.DeepClone() : null;
        }

        if (LenientJson.Read($"{{{arguments}}}", out _) is JsonObject named && CommandFields.Fit(command, named.Select(n => n.Key)))
        {
            return (JsonObject)named.DeepClone();
        }

        if (arguments.Length == 0 || CommandFields.Only(command) is not { } only)
        {
            return null;
        }

        return arguments[0] is not ('"' or '\'') ? new JsonObject { [only] = arguments }
            : LenientJson.ReadText(arguments) is { } text ? new JsonObject { [only] = text }
            : null;
    }

    /// <summary>Where the parenthesis closes; null when it does not.</summary>
    private static int? Close(string reply, int at, ref long effort)
    {
        var depth = 1;
        var quote = '\0';
        for (; at < reply.Length; at++, effort--)
        {
            var c = reply[at];
            if (quote != '\0')
            {
                at += c == '\\' ? 1 : 0;
                quote = c == quote ? '\0' : quote;
                continue;
            }

            // An apostrophe within a word is none that quotes.
            quote = c is '"' || (c is '\'' && !char.IsLetterOrDigit(reply[at - 1])) ? c : '\0';
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth == 0)
            {
                return at;
            }
        }

        return null;
    }

    [GeneratedRegex(@"(?<![^\n])[ \t]{0,20}(?:[-*>`\[]|<\|python_tag\|>|print\(|\d{1,3}\.|[ \t]){0,8}([A-Za-z_]{1,40}(?:\.call)?)\(")]
    private static partial Regex Start();

    [GeneratedRegex(@"\G([A-Za-z_]{1,40})(?:\.call)?\(")]
    private static partial Regex Name();
}
