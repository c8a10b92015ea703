using System.Text;

namespace Rlm.Wasm.Compilation;

/// <summary>Diagnostics as one text of bounded length, errors first.</summary>
internal static class DiagnosticText
{
    private const int MaxDiagnostics = 6;
    private const int MaxCharacters = 6000;

    public static string Join(string head, IReadOnlyList<Diagnostic> diagnostics)
    {
        var text = new StringBuilder(head);
        var shown = 0;
        foreach (var diagnostic in diagnostics.OrderByDescending(d => d.Level).Take(MaxDiagnostics))
        {
            if (shown > 0 && text.Length + diagnostic.Rendered.Length > MaxCharacters)
            {
                break;
            }

            text.Append('\n').Append(Cut(diagnostic.Rendered.TrimEnd()));
            shown++;
        }

        if (shown < diagnostics.Count)
        {
            text.Append($"\n… and {diagnostics.Count - shown} more; these come first.");
        }

        return text.ToString();
    }

    private static string Cut(string text) => text.Length <= MaxCharacters ? text : text[..MaxCharacters] + " …";
}
