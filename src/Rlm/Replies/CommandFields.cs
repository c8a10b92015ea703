using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Rlm.Commands;

namespace Rlm.Replies;

/// <summary>Makes a command of a name and fields as a model wrote them.</summary>
internal static class CommandFields
{
    private const string Fence = "```";

    private static readonly string[] Wrappers = ["arguments", "args", "parameters", "params", "input", "kwargs", "fields"];

    /// <summary>What models write beside the fields of a command.</summary>
    private static readonly string[] Remarks = ["id", "type", "thought", "thoughts", "reasoning", "reason", "comment", "explanation"];

    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="op">Its name as it stands there.</param>
    /// <param name="fields">Its fields; a field <c>op</c> among them is left out.</param>
    public static ReplyCommand Command(string op, JsonObject fields)
    {
        var known = CommandName.Known(op);
        var arguments = new JsonObject();
        foreach (var (name, value) in fields)
        {
            if (Quotes.Bare(name).Equals("op", StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            if (known is not null && value is JsonObject inner && Wrappers.Contains(name) && Field(known, name) is null)
            {
                foreach (var (innerName, innerValue) in inner)
                {
                    arguments[Field(known, innerName) ?? innerName] = innerValue?.DeepClone();
                }
            }
            else
            {
                arguments[(known is null ? null : Field(known, name)) ?? name] = value?.DeepClone();
            }
        }

        arguments.Remove("op");
        Mend(known?.Op, arguments);
        return new ReplyCommand(CommandName.Canonical(op), arguments);
    }

    /// <summary>The command's only required field, when a value without a name can mean no other; or null.</summary>
    public static string? Only(CommandDeclaration command) =>
        command.Fields.Where(f => f.Required).Select(f => f.Name).ToList() is [var only] ? only : null;

    /// <summary>Whether all names are fields of the command, and those that it requires are among them.</summary>
    public static bool Fit(CommandDeclaration command, IEnumerable<string> names)
    {
        var given = names.Where(n => !Remarks.Contains(n)).Select(n => Field(command, n)).ToList();
        return !given.Contains(null) && command.Fields.All(f => !f.Required || given.Contains(f.Name));
    }

    /// <summary>The field's name as it is declared, or null when the command has none such.</summary>
    public static string? Field(CommandDeclaration command, string name) =>
        command.Fields.Select(f => f.Name).Append("on").Append("store").FirstOrDefault(f => f.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static void Mend(string? op, JsonObject arguments)
    {
        if (op == "rust_wasm" && arguments["code"] is { } code)
        {
            var lines = code is JsonArray list && list.All(l => l is JsonValue) ? string.Join('\n', list) : null;
            var text = Code(lines ?? (code is JsonValue ? code.ToString() : null));
            if (text is not null && (lines is not null || !string.Equals(text, code.ToString(), StringComparison.Ordinal)))
            {
                arguments["code"] = text;
            }
        }
        else if (op == "final" && arguments["answer"] is JsonObject or JsonArray)
        {
            using var buffer = new MemoryStream();
            using (var writer = new Utf8JsonWriter(buffer, Plain))
            {
                arguments["answer"]!.WriteTo(writer);
            }

            arguments["answer"] = Encoding.UTF8.GetString(buffer.ToArray());
        }
    }

    /// <summary>Code without the fence around it, and without one level of escapes too many.</summary>
    private static string? Code(string? code)
    {
        if (code is null)
        {
            return null;
        }

        var trimmed = code.AsSpan().Trim();
        if (trimmed.StartsWith(Fence) && trimmed.IndexOf('\n') is var line and >= 0)
        {
            code = trimmed[(line + 1)..].ToString();
            code = code.EndsWith(Fence, StringComparison.Ordinal) ? code[..^Fence.Length] : code;
        }

        if (!code.Contains('\n', StringComparison.Ordinal)
            && (code.Contains("{\\n", StringComparison.Ordinal) || code.Contains(";\\n", StringComparison.Ordinal)))
        {
            code = OtherForms.Unescaped(code);
        }

        return code.Contains("-&gt;", StringComparison.Ordinal) || code.Contains("&amp;str", StringComparison.Ordinal) ? WebUtility.HtmlDecode(code) : code;
    }
}
