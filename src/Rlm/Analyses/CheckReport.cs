using Rlm.Runs;
using Rlm.Wasm.Compilation;

namespace Rlm.Analyses;

/// <summary>What came of a check, as programs are told it: <c>rlm check --json</c>, <c>POST /compile</c>, and the tool for agents.</summary>
internal sealed record CheckReport(bool Success, IReadOnlyList<string> Parameters, bool HasMerge, int WasmBytes, RunError? Error, IReadOnlyList<DiagnosticReport> Diagnostics)
{
    public static CheckReport Of(CompilationResult result) => new(
        result.Error is null,
        result.Analysis?.Signature.Parameters ?? [],
        result.Analysis?.Signature.HasMerge ?? false,
        result.Analysis?.Wasm.Length ?? 0,
        WasmErrors.ToRunError(result.Error),
        [.. (result.Error?.Diagnostics ?? []).Select(d => new DiagnosticReport(d.Message, d.Code, d.Line, d.Column, d.Rendered))]);
}

/// <summary>One diagnostic; its place is in the author's own source, from 1.</summary>
internal sealed record DiagnosticReport(string Message, string? Code, int? Line, int? Column, string Rendered);
