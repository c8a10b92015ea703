using System.Text;
using Rlm.Commands;

namespace Rlm.Replies;

/// <summary>The names of commands as models write them.</summary>
internal static class CommandName
{
    private const int MaxCharacters = 40;

    /// <summary>The command that is meant: <c>FINAL</c>, <c>finalVar</c>, <c>final-var</c> and <c>functions.find</c> are names too. Null when there is none.</summary>
    public static CommandDeclaration? Known(string name)
    {
        name = name.Trim();
        if (name.Length is 0 or > MaxCharacters)
        {
            return null;
        }

        var command = CommandCatalog.BuiltIn.Find(name.ToLowerInvariant()) ?? CommandCatalog.BuiltIn.Find(InSnakeCase(name));
        return command?.Declaration;
    }

    /// <summary>The name of the command that is meant, or as it stands there in lower case.</summary>
    public static string Canonical(string name) => Known(name)?.Op ?? name.Trim().ToLowerInvariant();

    /// <summary>A text that could be a command's name and is not half a reply whose quotes went wrong.</summary>
    public static bool IsName(string op) =>
        op.Length is > 0 and <= MaxCharacters && op.All(c => c is not ('"' or '\'' or '{' or '}' or ':' or ',' or '\n'));

    private static string InSnakeCase(string name)
    {
        name = name[(name.LastIndexOfAny(['.', '/', ':']) + 1)..];
        name = name.EndsWith("()", StringComparison.Ordinal) ? name[..^2] : name;
        var snake = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            var c = name[i] is '-' or ' ' ? '_' : name[i];
            if (char.IsAsciiLetterUpper(c) && i > 0 && char.IsAsciiLetterLower(name[i - 1]))
            {
                snake.Append('_');
            }

            snake.Append(char.ToLowerInvariant(c));
        }

        return snake.ToString();
    }
}
