using Rlm.Wasm;
using Rlm.Wasm.Compilation;

namespace Rlm.Mending;

/// <summary>What a failure says of lines of the code, for events.</summary>
internal static class CodeDiagnostics
{
    /// <summary>More of them than a reader looks at; a trace need not hold hundreds.</summary>
    private const int Most = 20;

    /// <summary>The validator's or rustc's diagnostics, or the one line that a run failed in.</summary>
    public static IReadOnlyList<Diagnostic> Of(WasmError error) =>
        error.Diagnostics.Count > 0 ? [.. error.Diagnostics.OrderByDescending(d => d.Level).Take(Most)]
        : error.Line is { } line ? [new Diagnostic(DiagnosticLevel.Error, error.Message) { Line = line }]
        : [];
}
