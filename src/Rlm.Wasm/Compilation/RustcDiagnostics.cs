using System.Text.Json;
using Rlm.Wasm.Validation;

namespace Rlm.Wasm.Compilation;

/// <summary>From rustc's JSON messages to diagnostics on the author's lines.</summary>
internal static class RustcDiagnostics
{
    /// <summary>
    /// The errors that speak of the author's code, in rustc's order. Empty when rustc failed for a reason of its own,
    /// such as a missing linker.
    /// </summary>
    public static IReadOnlyList<Diagnostic> Parse(ReadOnlySpan<byte> output, ValidatedSource source)
    {
        var diagnostics = new List<Diagnostic>();
        foreach (var range in output.Split((byte)'\n'))
        {
            if (ReadMessage(output[range]) is { Level: "error", Spans.Count: > 0 } message)
            {
                diagnostics.Add(ToDiagnostic(message, source));
            }
        }

        return diagnostics;
    }

    private static RustcMessage? ReadMessage(ReadOnlySpan<byte> line)
    {
        if (!line.StartsWith((byte)'{'))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(line, RustcJson.Default.RustcMessage);
        }
        catch (JsonException)
        {
            // The last line when the output was cut at its limit; the whole ones before it say enough.
            return null;
        }
    }

    private static Diagnostic ToDiagnostic(RustcMessage message, ValidatedSource source)
    {
        var span = message.Spans!.FirstOrDefault(s => s.IsPrimary) ?? message.Spans![0];
        if (span.FileName != EntryTemplate.EntryFile)
        {
            // What fails inside std was asked for by a line of the author's, which may be named in a note.
            span = message.Spans!.Concat(message.Children?.SelectMany(c => c.Spans ?? []) ?? [])
                .FirstOrDefault(s => s.FileName == EntryTemplate.AnalysisFile, span);
        }

        var isAuthors = span.FileName == EntryTemplate.AnalysisFile;
        SourcePosition? place = isAuthors ? source.ToAuthor(span.LineStart, span.ColumnStart) : null;
        var diagnostic = new Diagnostic(DiagnosticLevel.Error, message.Message ?? "rustc gave no message")
        {
            Code = message.Code?.Code,
            Line = place?.Line,
            Column = place?.Column,
        };
        return span.FileName != EntryTemplate.EntryFile
            ? diagnostic with { Rendered = RenderedText.OnAuthorsLines(message.Rendered ?? diagnostic.Message, source) }
            : diagnostic with { Rendered = ContractAdvice(message) };
    }

    /// <summary>An error in the generated crate root means that the two functions have other types than agreed.</summary>
    private static string ContractAdvice(RustcMessage message) =>
        $"error: {Complaint(message.Message ?? "")}\n" +
        "help: write `pub fn analyze(input: &str) -> String` (String parameters, and results that implement Display, " +
        "Option or Result of such, or a Vec of such, are fine too), and `pub fn merge(parts: &[String]) -> String`";

    // rustc speaks of the generated call; of that only the author's type says something to the author.
    private static string Complaint(string message)
    {
        const string wrapper = "Returned<";
        var from = message.IndexOf(wrapper, StringComparison.Ordinal) + wrapper.Length;
        var to = from < wrapper.Length ? -1 : message.IndexOf(">`", from, StringComparison.Ordinal);
        return to < 0
            ? $"the types of `analyze` or `merge` are not ones that RLM can call: {message}"
            : $"`analyze` or `merge` returns `{message[from..to]}`, which cannot be written as text";
    }
}
