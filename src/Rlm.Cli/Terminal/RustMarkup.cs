using System.Text.RegularExpressions;
using Spectre.Console;

namespace Rlm.Cli.Terminal;

/// <summary>Rust in the colours of an editor.</summary>
internal static partial class RustMarkup
{
    /// <summary>The code as Spectre's markup, one line each.</summary>
    public static IEnumerable<string> Lines(string code) => TerminalText.Clean(code.TrimEnd()).Split('\n').Select(Line);

    private static string Line(string line)
    {
        var marked = new System.Text.StringBuilder();
        var at = 0;
        foreach (var match in Tokens().EnumerateMatches(line))
        {
            var token = line.Substring(match.Index, match.Length);
            marked.Append(Markup.Escape(line[at..match.Index])).Append(Coloured(token));
            at = match.Index + match.Length;
        }

        return marked.Append(Markup.Escape(line[at..])).ToString();
    }

    private static string Coloured(string token)
    {
        var colour = token[0] switch
        {
            '/' => "grey",
            '"' or '\'' => "green",
            >= '0' and <= '9' => "aqua",
            _ when token.EndsWith('!') => "yellow",
            _ => "blue",
        };
        return $"[{colour}]{Markup.Escape(token)}[/]";
    }

    [GeneratedRegex("""//.*|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)'|\b[0-9][0-9_.a-z]*\b|\b[a-z_]+!|\b(?:as|break|const|continue|else|enum|fn|for|if|impl|in|let|loop|match|mod|move|mut|pub|ref|return|self|static|struct|trait|type|use|where|while|true|false)\b""")]
    private static partial Regex Tokens();
}
