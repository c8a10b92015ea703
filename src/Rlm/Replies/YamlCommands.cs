using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Rlm.Commands;

namespace Rlm.Replies;

/// <summary>Commands as lines of names and values: <c>op: find</c>, below it <c>text: error</c>.</summary>
internal static partial class YamlCommands
{
    private static readonly string[] Names = ["op", "command", "action", "tool"];

    /// <summary>The reply with such commands as JSON in their places; null when it holds none.</summary>
    public static string? ToJson(string reply)
    {
        var lines = reply.Split('\n');
        var result = new StringBuilder();
        var found = false;
        for (var i = 0; i < lines.Length;)
        {
            var (name, value, _) = Field(lines[i]);
            if (name is null || !Names.Contains(name, StringComparer.OrdinalIgnoreCase) || CommandName.Known(value.Trim(',', '"', '\'', '`', '*', ' ')) is not { } command)
            {
                result.Append(lines[i++]).Append('\n');
                continue;
            }

            found = true;
            var fields = new JsonObject { ["op"] = command.Op };
            i = ReadFields(lines, i + 1, command, fields);
            result.Append(fields.ToJsonString()).Append('\n');
        }

        return found ? result.ToString() : null;
    }

    private static int ReadFields(string[] lines, int at, CommandDeclaration command, JsonObject fields)
    {
        while (at < lines.Length)
        {
            var (name, value, indent) = Field(lines[at]);
            var field = name is null ? null : CommandFields.Field(command, name);
            if (field is null || fields.ContainsKey(field))
            {
                return at;
            }

            at++;
            if (value is "|" or "|-" or "|+" or ">" or ">-" or "")
            {
                fields[field] = Block(lines, ref at, indent);
            }
            else
            {
                fields[field] = value[0] is '"' or '\'' && LenientJson.ReadText(value) is { } text ? text
                    : value[0] == '{' && LenientJson.Read(value, out _) is { } node ? node
                    : value;
            }
        }

        return at;
    }

    /// <summary>The lines that are indented more than the name before them, without what they are all indented by.</summary>
    private static string Block(string[] lines, ref int at, int indent)
    {
        var block = new List<string>();
        while (at < lines.Length && (lines[at].AsSpan().IsWhiteSpace() || Indent(lines[at]) > indent))
        {
            block.Add(lines[at++]);
        }

        var common = block.Where(l => !l.AsSpan().IsWhiteSpace()).Select(Indent).DefaultIfEmpty(0).Min();
        return string.Join('\n', block.Select(l => l.Length <= common ? string.Empty : l[common..])).TrimEnd();
    }

    private static int Indent(string line) => line.Length - line.AsSpan().TrimStart().Length;

    private static (string? Name, string Value, int Indent) Field(string line)
    {
        var match = Line().Match(line);
        return match.Success ? (match.Groups[2].Value, match.Groups[3].Value.Trim(), match.Groups[1].Length) : (null, string.Empty, 0);
    }

    [GeneratedRegex("""^((?:\s|[-*]\s)*)[`*]{0,3}([A-Za-z_]{1,40})[`*]{0,3}\s{0,3}[:=](?!:)[`*]{0,3}(?=\s|$)(.*)$""")]
    private static partial Regex Line();
}
