using Rlm.Highlighting;
using Spectre.Console;

namespace Rlm.Cli.Terminal;

/// <summary>Rust in the colours of an editor.</summary>
internal static class RustMarkup
{
    /// <summary>The code as Spectre's markup, one line each.</summary>
    public static IEnumerable<string> Lines(string code) =>
        RustSpans.Lines(TerminalText.Clean(code.TrimEnd())).Select(line => string.Concat(line.Select(Coloured)));

    private static string Coloured(RustSpan span)
    {
        var text = Markup.Escape(span.Text);
        return ColourOf(span.Kind) is { } colour ? $"[{colour}]{text}[/]" : text;
    }

    private static string? ColourOf(RustSpanKind kind) => kind switch
    {
        RustSpanKind.Comment => "grey",
        RustSpanKind.Text => "green",
        RustSpanKind.Number => "aqua",
        RustSpanKind.Macro => "yellow",
        RustSpanKind.Keyword => "blue",
        _ => null,
    };
}
