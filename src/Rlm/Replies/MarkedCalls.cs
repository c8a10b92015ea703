using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Rlm.Commands;

namespace Rlm.Replies;

/// <summary>
/// Calls in markup, as some models were trained to write them: <c>&lt;function=find&gt;&lt;parameter=text&gt;…</c>,
/// <c>&lt;invoke name="find"&gt;…</c>, <c>&lt;tool_call&gt;find&lt;arg_key&gt;…</c>, <c>&lt;find&gt;&lt;text&gt;…</c>.
/// </summary>
internal static partial class MarkedCalls
{
    /// <summary>How often, in all, a reply is read for calls that come to nothing.</summary>
    private const int ReadingsOfText = 16;

    private static readonly string[] NameGroups = ["name", "key", "tag"];

    /// <summary>The reply with such calls as JSON commands in their places; null when it holds none.</summary>
    public static string? ToJson(string reply)
    {
        var result = new StringBuilder();
        var missing = new HashSet<string>(StringComparer.Ordinal);
        var at = 0;

        // What is read in vain, reaches perhaps to the end of the reply every time.
        var effort = (ReadingsOfText * (long)reply.Length) + 100_000;
        for (var open = Opening().Match(reply); open.Success; open = Opening().Match(reply, Math.Max(at, open.Index + 1)))
        {
            var name = NameGroups.Select(n => open.Groups[n]).First(g => g.Success).Value;
            var close = $"</{(open.Groups["kind"] is { Success: true } kind ? kind.Value : open.Groups["key"].Success ? "tool_call" : name)}>";
            var start = open.Index + open.Length;
            if (CommandName.Known(name) is not { } command)
            {
                continue;
            }

            var end = missing.Contains(close) ? -1 : reply.IndexOf(close, start, StringComparison.Ordinal);
            if (end < 0)
            {
                missing.Add(close);
                if (open.Groups["tag"].Success)
                {
                    continue;
                }
            }

            if (effort < 0)
            {
                break;
            }

            if (Call(command, reply[start..(end < 0 ? reply.Length : end)], end >= 0) is { } call)
            {
                result.Append(reply, at, open.Index - at).Append(call);
                at = end < 0 ? reply.Length : end + close.Length;
            }
            else
            {
                effort -= (end < 0 ? reply.Length : end) - start;
            }
        }

        return at == 0 ? null : result.Append(reply, at, reply.Length - at).ToString();
    }

    private static string? Call(CommandDeclaration command, string body, bool isClosed)
    {
        var fields = new JsonObject { ["op"] = command.Op };
        if (body.AsSpan().TrimStart() is ['{', ..])
        {
            return $"{{\"op\":\"{command.Op}\",\"arguments\":{body.Trim()}{(isClosed ? "}" : string.Empty)}";
        }

        for (var parameter = Parameter().Match(body); parameter.Success;)
        {
            var name = NameGroups.Select(n => parameter.Groups[n]).First(g => g.Success).Value;
            var start = parameter.Index + parameter.Length;
            var close = parameter.Groups["name"].Success ? "</parameter>" : parameter.Groups["key"].Success ? "</arg_value>" : $"</{name}>";
            var end = body.IndexOf(close, start, StringComparison.Ordinal);
            end = end < 0 ? body.Length : end;
            if (CommandFields.Field(command, name) is { } field)
            {
                fields[field] = Value(command, field, body[start..end]);
            }

            parameter = Parameter().Match(body, Math.Min(body.Length, end + 1));
        }

        if (fields.Count == 1 && body.Trim() is { Length: > 0 } text && CommandFields.Only(command) is { } only)
        {
            fields[only] = text;
        }

        // A tag that is no more than a tag is not a call.
        var json = fields.Count > 1 || (body.AsSpan().IsWhiteSpace() && command.Fields.All(f => !f.Required)) ? fields.ToJsonString() : null;
        return json is null || isClosed ? json : json[..^1];
    }

    private static JsonNode? Value(CommandDeclaration command, string field, string text)
    {
        // The line breaks beside the marks are theirs.
        text = text.StartsWith("\r\n", StringComparison.Ordinal) ? text[2..] : text.StartsWith('\n') ? text[1..] : text;
        text = text.TrimEnd('\r', '\n');
        return command.Fields.Any(f => f.Name == field && f.Type == CommandFieldType.TextsByName) ? LenientJson.Read(text.Trim(), out _) ?? text : text;
    }

    [GeneratedRegex("""<(?<kind>function|tool)=["']?(?<name>[\w.-]+)["']?>|<(?<kind>function|invoke|tool)\s+name=["'](?<name>[\w.-]+)["']\s*>|<tool_call>\s*(?<key>[\w-]+)\s*(?=<arg_key>|</tool_call>)|<(?<tag>[a-z_]+)>""")]
    private static partial Regex Opening();

    [GeneratedRegex("""<parameter=["']?(?<name>[\w.-]+)["']?>|<parameter\s+name=["'](?<name>[\w.-]+)["'][^<>]*>|<arg_key>\s*(?<key>[\w.-]+)\s*</arg_key>\s*<arg_value>|<(?<tag>[a-z_]+)>""")]
    private static partial Regex Parameter();
}
