using Rlm.Wasm.Validation;

namespace Rlm.Wasm.Compilation;

/// <summary>
/// Applies the suggestions that rustc marks as machine-applicable, as <c>cargo fix</c> does: those that keep the meaning
/// and are sure to be what was intended. See https://doc.rust-lang.org/rustc/json.html. Two more kinds are as safe here:
/// a text that becomes a <c>String</c>, and a name of std that only one <c>use</c> can bring; the types are checked again.
/// </summary>
internal static class MachineFixes
{
    private const string Sure = "MachineApplicable";

    /// <summary>The source with all suggestions applied that do not touch one another; null when there are none.</summary>
    /// <param name="output">rustc's messages.</param>
    /// <param name="source">What was compiled.</param>
    /// <param name="fixes">What was changed.</param>
    public static string? Apply(ReadOnlySpan<byte> output, ValidatedSource source, out IReadOnlyList<Fix> fixes)
    {
        var lines = new LineIndex(source.Text);
        var taken = new List<Edit>();
        var made = new List<Fix>();
        foreach (var error in RustcDiagnostics.ReadErrors(output))
        {
            foreach (var advice in error.Children ?? [])
            {
                var edits = Edits(advice, source, lines);
                if (edits.Count > 0 && !edits.Exists(e => taken.Exists(e.Touches)))
                {
                    taken.AddRange(edits);
                    made.Add(new Fix(edits[0].Line, error.Message ?? string.Empty, advice.Message ?? string.Empty));
                    break;
                }
            }
        }

        fixes = made;
        return taken.Count == 0 ? null : Rewrite(source.Text, taken);
    }

    /// <summary>The edits of one suggestion, which are made all or none; empty when it is not sure or not the author's.</summary>
    private static List<Edit> Edits(RustcMessage advice, ValidatedSource source, LineIndex lines)
    {
        var spans = (advice.Spans ?? []).Where(s => s.SuggestedReplacement is not null).ToList();
        if (spans.Count == 0 || !spans.TrueForAll(s => s.FileName == EntryTemplate.AnalysisFile) || !IsSure(spans))
        {
            return [];
        }

        var edits = spans.ConvertAll(span =>
        {
            var (from, to) = (source.ToAuthor(span.LineStart, span.ColumnStart), source.ToAuthor(span.LineEnd, span.ColumnEnd));
            return new Edit(lines.OffsetOf(from), lines.OffsetOf(to), OnItsLine(span.SuggestedReplacement!), from.Line);
        });

        // rustc lists alternatives as it lists parts. What is to be put into one place twice are alternatives.
        return edits.Where((edit, i) => edits.Take(i).Any(edit.Overlaps)).Any() ? [] : edits;
    }

    /// <summary>A line of its own for a <c>use</c> would move the lines that later errors and panics name.</summary>
    private static string OnItsLine(string text) => IsUse(text) ? text.TrimEnd() + " " : text;

    private static bool IsSure(List<RustcSpan> spans) =>
        spans.TrueForAll(s => s.SuggestionApplicability == Sure)
        || (spans is [{ SuggestedReplacement: { } text }]
            && (text is ".to_string()" or ".to_owned()" || IsUse(text)));

    private static bool IsUse(string text) =>
        text.StartsWith("use std::", StringComparison.Ordinal) && text.AsSpan().TrimEnd().EndsWith(";", StringComparison.Ordinal);

    private static string Rewrite(string text, List<Edit> edits)
    {
        // From the end on, so that what is changed does not move what is still to be changed.
        foreach (var edit in edits.OrderByDescending(e => e.Start).ThenByDescending(e => e.End))
        {
            text = string.Concat(text.AsSpan(0, edit.Start), edit.Replacement, text.AsSpan(edit.End));
        }

        return text;
    }

    private sealed record Edit(int Start, int End, string Replacement, int Line)
    {
        public bool Overlaps(Edit other) => Start == other.Start || (Start < other.End && other.Start < End);

        public bool Touches(Edit other) => Start <= other.End && other.Start <= End;
    }
}
