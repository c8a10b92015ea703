using System.Text.Json.Serialization;

namespace Rlm.Wasm.Compilation;

/// <summary>One line of <c>rustc --error-format=json</c>. See https://doc.rust-lang.org/rustc/json.html.</summary>
internal sealed record RustcMessage(
    string? Message,
    RustcCode? Code,
    string? Level,
    IReadOnlyList<RustcSpan>? Spans,
    string? Rendered,
    IReadOnlyList<RustcMessage>? Children);

/// <summary>The code of a message, such as <c>E0308</c>.</summary>
internal sealed record RustcCode(string? Code);

/// <summary>A place that a message speaks of.</summary>
internal sealed record RustcSpan(
    [property: JsonPropertyName("file_name")] string? FileName,
    [property: JsonPropertyName("line_start")] int LineStart,
    [property: JsonPropertyName("column_start")] int ColumnStart,
    [property: JsonPropertyName("line_end")] int LineEnd,
    [property: JsonPropertyName("column_end")] int ColumnEnd,
    [property: JsonPropertyName("is_primary")] bool IsPrimary,
    [property: JsonPropertyName("suggested_replacement")] string? SuggestedReplacement,
    [property: JsonPropertyName("suggestion_applicability")] string? SuggestionApplicability,
    RustcExpansion? Expansion);

/// <summary>Where the macro was called that a place lies in.</summary>
internal sealed record RustcExpansion(RustcSpan Span);

/// <summary>Source-generated reading of rustc's messages.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(RustcMessage))]
internal sealed partial class RustcJson : JsonSerializerContext;
