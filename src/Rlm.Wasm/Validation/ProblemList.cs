using System.Globalization;
using System.Text;
using Rlm.Wasm.Compilation;

namespace Rlm.Wasm.Validation;

/// <summary>Gathers what is wrong with a source and renders it as rustc would, shorter.</summary>
internal sealed class ProblemList(string source)
{
    /// <summary>Most problems that are shown; the rest is counted.</summary>
    public const int MaxShown = 20;

    private const int MaxKept = 200;
    private const int ExcerptBefore = 60;
    private const int ExcerptLength = 120;

    private readonly List<(int Offset, string Message, string Help)> _found = [];

    /// <summary>Whether nothing is wrong so far.</summary>
    public bool IsEmpty => _found.Count == 0;

    /// <summary>Whether a place has been reported already, so that a second rule need not say it again.</summary>
    public bool Has(int offset) => _found.Exists(problem => problem.Offset == offset);

    /// <summary>Adds a problem.</summary>
    /// <param name="offset">Where it stands.</param>
    /// <param name="message">What is wrong, without a full stop.</param>
    /// <param name="help">What to write instead, without a full stop.</param>
    public void Add(int offset, string message, string help)
    {
        if (_found.Count < MaxKept)
        {
            _found.Add((offset, message, help));
        }
    }

    /// <summary>All problems in the order of the source, the same one only once a line.</summary>
    public IReadOnlyList<Diagnostic> ToDiagnostics()
    {
        var ordered = _found
            .Select(problem => (problem.Message, problem.Help, At: Locate(problem.Offset), problem.Offset))
            .OrderBy(problem => problem.Offset)
            .DistinctBy(problem => (problem.At.Line, problem.Message))
            .ToList();
        var shown = ordered.Take(MaxShown).Select(problem => Render(problem.At, problem.Offset, problem.Message, problem.Help)).ToList();
        if (ordered.Count > MaxShown)
        {
            var rest = $"{ordered.Count - MaxShown}{(_found.Count == MaxKept ? " or more" : "")} further problems are not shown";
            shown.Add(new Diagnostic(DiagnosticLevel.Error, rest));
        }

        return shown;
    }

    private Diagnostic Render(SourcePosition at, int offset, string message, string help)
    {
        var number = at.Line.ToString(CultureInfo.InvariantCulture);
        var width = Math.Max(3, number.Length + 2);
        var rendered = $"line {number}: {message}\n{number.PadLeft(width)} | {Excerpt(offset)}\n{new string(' ', width)} | help: {help}";
        return new Diagnostic(DiagnosticLevel.Error, $"{message}; {help}")
        {
            Line = at.Line,
            Column = at.Column,
            Rendered = rendered,
        };
    }

    private SourcePosition Locate(int offset)
    {
        var before = source.AsSpan(0, Math.Min(offset, source.Length));
        var line = before.Count('\n') + 1;
        var column = 1;
        foreach (var c in before[(before.LastIndexOf('\n') + 1)..])
        {
            column += char.IsLowSurrogate(c) ? 0 : 1;
        }

        return new SourcePosition(line, column);
    }

    /// <summary>The line around a place, cut to a readable length and free of control characters.</summary>
    private string Excerpt(int offset)
    {
        var at = Math.Min(offset, source.Length);
        var start = source.AsSpan(0, at).LastIndexOf('\n') + 1;
        var length = source.AsSpan(start).IndexOf('\n');
        var line = length < 0 ? source.AsSpan(start) : source.AsSpan(start, length);
        var from = line.Length <= ExcerptLength ? 0 : Math.Clamp(at - start - ExcerptBefore, 0, line.Length - ExcerptLength);
        var part = line.Slice(from, Math.Min(ExcerptLength, line.Length - from)).TrimEnd();
        var text = new StringBuilder(part.Length + 2);
        text.Append(from > 0 ? "…" : "");
        foreach (var rune in part.EnumerateRunes())
        {
            // The other controls could act on a terminal; format characters could reorder the line.
            var hidden = rune.Value != '\t' && Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format;
            text.Append(hidden ? Rune.ReplacementChar : rune);
        }

        return text.Append(from + part.Length < line.TrimEnd().Length ? "…" : "").ToString();
    }
}
