using System.Text;
using Rlm.Wasm.Validation;

namespace Rlm.Wasm.Compilation;

/// <summary>
/// rustc's own rendering, as models know it, with what RLM added to the author's lines taken out again: the text of the
/// prefix on line 1 and as many spaces or underscores from the line of carets below it.
/// </summary>
internal static class RenderedText
{
    // The last three are said of what is not stable, and no author can act on them here.
    private static readonly string[] Noise =
    [
        "For more information about this error", "aborting due to",
        "<https://github.com/rust-lang/rust/issues/", "to the crate attributes to enable", "note: this compiler was built on",
    ];

    public static string OnAuthorsLines(string rendered, ValidatedSource source)
    {
        var text = new StringBuilder(rendered.Length);
        var shift = 0;
        foreach (var line in rendered.TrimEnd().Split('\n'))
        {
            if (Array.Exists(Noise, n => line.Contains(n, StringComparison.Ordinal)))
            {
                continue;
            }

            var cleaned = Unshift(Locate(line, source), ref shift, source);
            text.Append(cleaned).Append('\n');
        }

        return text.ToString().TrimEnd();
    }

    // " --> analysis.rs:3:9" becomes " --> line 3, column 9", on the author's columns.
    private static string Locate(string line, ValidatedSource source)
    {
        var at = line.IndexOf(EntryTemplate.AnalysisFile + ":", StringComparison.Ordinal);
        if (at < 0)
        {
            return line;
        }

        var numbers = line[(at + EntryTemplate.AnalysisFile.Length + 1)..].Split(':');
        if (numbers.Length < 2 || !int.TryParse(numbers[0], out var row) || !int.TryParse(numbers[1], out var column))
        {
            return line;
        }

        var (authorLine, authorColumn) = source.ToAuthor(row, column);
        return $"{line[..at]}line {authorLine}, column {authorColumn}";
    }

    private static string Unshift(string line, ref int shift, ValidatedSource source)
    {
        var prefix = line.IndexOf(CompilerTextBuilder.Prefix, StringComparison.Ordinal);
        if (prefix >= 0)
        {
            shift = CompilerTextBuilder.Prefix.Length;
            return line.Remove(prefix, shift);
        }

        var bar = line.IndexOf("| ", StringComparison.Ordinal);
        if (shift == 0 || bar < 0 || bar + 2 + shift > line.Length || line.AsSpan(bar + 2, shift).ContainsAnyExcept(' ', '_'))
        {
            shift = 0;
            return line;
        }

        return line.Remove(bar + 2, shift);
    }
}
