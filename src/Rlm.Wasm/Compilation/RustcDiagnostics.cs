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
    public static IReadOnlyList<Diagnostic> Parse(ReadOnlySpan<byte> output, ValidatedSource source) =>
        [.. ReadErrors(output).Select(message => ToDiagnostic(message, source))];

    /// <summary>What rustc said of a failure that no line of a source is to blame for, such as its linker's words; null when it said nothing.</summary>
    public static string? Complaint(ReadOnlySpan<byte> output)
    {
        foreach (var range in output.Split((byte)'\n'))
        {
            if (ReadMessage(output[range]) is { Level: "error", Spans: not { Count: > 0 }, Message: { Length: > 0 } message } error)
            {
                return error.Children is [.., { Message: { Length: > 0 } note }] ? $"{message}\n{note}" : message;
            }
        }

        return null;
    }

    /// <summary>The errors that rustc reported, in its order.</summary>
    public static IReadOnlyList<RustcMessage> ReadErrors(ReadOnlySpan<byte> output)
    {
        var messages = new List<RustcMessage>();
        foreach (var range in output.Split((byte)'\n'))
        {
            if (ReadMessage(output[range]) is { Level: "error", Spans.Count: > 0 } message)
            {
                messages.Add(message);
            }
        }

        return messages;
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
            // The last line when the output was cut at its limit; it may be the only one.
            return CutMessage.Read(line);
        }
    }

    private static Diagnostic ToDiagnostic(RustcMessage message, ValidatedSource source)
    {
        var span = Place(message);
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

    /// <summary>
    /// The span that says most to the author. What fails inside std or one of its macros was asked for by a line of the
    /// author's, which the expansion, another span or a note may name.
    /// </summary>
    private static RustcSpan Place(RustcMessage message)
    {
        var spans = message.Spans!.OrderByDescending(s => s.IsPrimary).Concat(message.Children?.SelectMany(c => c.Spans ?? []) ?? []);
        var sites = spans.Select(CallSite).ToList();
        return sites[0].FileName == EntryTemplate.EntryFile
            ? sites[0]
            : sites.Find(s => s.FileName == EntryTemplate.AnalysisFile) ?? sites[0];
    }

    private static RustcSpan CallSite(RustcSpan span)
    {
        while (span.FileName is not (EntryTemplate.AnalysisFile or EntryTemplate.EntryFile) && span.Expansion is { } expansion)
        {
            span = expansion.Span;
        }

        return span;
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
