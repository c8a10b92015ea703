using System.Text;
using Rlm.Commands;

namespace Rlm.Cli.Tests.Reference;

/// <summary>Writes docs/reference/commands.md from the declarations of the commands.</summary>
internal static class CommandReference
{
    public static string Write()
    {
        var text = new StringBuilder(
            """
            # Commands

            A model acts only through these. `rlm exec` runs a list of them without a model. A command is a JSON object with
            an `op`; several may stand in one reply, with prose around them. The Rust of `rust_wasm` may stand in a fenced
            ```` ```rust ```` block after it. This page is made from the declarations that also make the prompt; `make docs`
            writes it.

            Fields that many commands have:

            | field | meaning |
            |---|---|
            | `on` | a variable, or a document's name or glob; default `context`, which is all documents one after the other |
            | `store` | a variable that keeps the whole result; what the model sees of it is shortened |

            A variable may be written `x`, `$x` or `${x}`. In fields marked with ¹, `${x}` becomes the variable's text.

            """);
        foreach (var group in CommandCatalog.BuiltIn.Commands.GroupBy(c => c.Declaration.Group))
        {
            text.Append($"\n## {group.Key}\n");
            foreach (var command in group)
            {
                Append(text, command.Declaration);
            }
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, CommandDeclaration command)
    {
        text.Append($"\n### `{command.Op}`\n\n{command.Summary}");
        var need = command.Need switch
        {
            CommandNeed.Compiler => " Needs a Rust compiler (`rlm setup`).",
            CommandNeed.SubModel => " Needs a model with the role `sub` or `both`.",
            _ => string.Empty,
        };
        string[] common = [.. new[] { command.TakesOn ? "`on`" : null, command.TakesStore ? "`store`" : null }.OfType<string>()];
        text.Append(need).Append(common.Length == 0 ? string.Empty : $" Takes {string.Join(" and ", common)}.").Append("\n\n");
        if (command.Fields.Count > 0)
        {
            text.Append("| field | meaning |\n|---|---|\n");
            foreach (var field in command.Fields)
            {
                var meaning = field.Description.Replace("|", "\\|", StringComparison.Ordinal);
                text.Append($"| `{field.Name}`{(field.Expands ? "¹" : string.Empty)}{(field.Required ? " (required)" : string.Empty)} | {meaning} |\n");
            }

            text.Append('\n');
        }

        text.Append($"```json\n{command.Example}\n```\n");
        if (command.Details is { } details)
        {
            text.Append($"\n{details.TrimEnd()}\n");
        }
    }
}
