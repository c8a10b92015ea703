namespace Rlm.Wasm.Compilation;

/// <summary>How bad a <see cref="Diagnostic"/> is.</summary>
public enum DiagnosticLevel
{
    /// <summary>Worth knowing; the source compiles.</summary>
    Warning,

    /// <summary>The source does not compile.</summary>
    Error,
}

/// <summary>One thing that the validator or rustc has to say about a source.</summary>
/// <param name="Level">Whether the source compiles all the same.</param>
/// <param name="Message">What is wrong and, where known, what to write instead.</param>
public sealed record Diagnostic(DiagnosticLevel Level, string Message)
{
    /// <summary>rustc's code, such as <c>E0308</c>, or null.</summary>
    public string? Code { get; init; }

    /// <summary>Line in the author's source, 1-based, or null when it has none.</summary>
    public int? Line { get; init; }

    /// <summary>Column in that line, 1-based, in Unicode scalar values, or null.</summary>
    public int? Column { get; init; }

    /// <summary>The rendering that a person or a model reads, with the source line and the help; never null.</summary>
    public string Rendered { get; init; } = Message;
}
