using System.CommandLine;
using System.Text.Json;
using Rlm.Analyses;
using Rlm.Cli.Run;
using Rlm.Wasm.Compilation;

namespace Rlm.Cli.Check;

/// <summary>What <c>rlm check --json</c> prints.</summary>
internal sealed record CheckOutput(bool Success, IReadOnlyList<string> Parameters, bool HasMerge, int WasmBytes, ErrorOutput? Error, IReadOnlyList<DiagnosticOutput> Diagnostics);

/// <summary>One diagnostic.</summary>
internal sealed record DiagnosticOutput(string Message, string? Code, int? Line, int? Column, string Rendered);

/// <summary><c>rlm check ANALYSIS.rs</c>: validates and compiles only; diagnostics as a model would see them.</summary>
internal static class CheckCommand
{
    private static readonly Argument<string> Analysis = new("ANALYSIS") { Description = "File with the Rust that defines `analyze`." };

    public static Command Create()
    {
        var command = new Command("check", "Validates and compiles an analysis; prints what a model would be told.") { Analysis };
        command.SetAction(ExecuteAsync);
        return command;
    }

    private static async Task<int> ExecuteAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        using var services = new CliServices(CommonOptions.LoadSettings(parsed), error);
        var source = await SourceFile.ReadAsync(parsed.GetValue(Analysis)!, cancellationToken);
        var result = services.Settings.WasmEnabled
            ? await services.Get<RustCompiler>().CompileAsync(source, cancellationToken)
            : new CompilationResult { Error = AnalysisRunner.SwitchedOff };
        if (parsed.GetValue(CommonOptions.Json))
        {
            output.WriteLine(JsonSerializer.Serialize(ToOutput(result), CliJson.Readable.CheckOutput));
        }
        else if (result.Error is { } failure)
        {
            error.WriteLine(TerminalText.Clean(failure.Message));
        }
        else
        {
            var signature = result.Analysis!.Signature;
            output.WriteLine($"It compiles: analyze({string.Join(", ", signature.Parameters)}){(signature.HasMerge ? " with merge" : string.Empty)}, " +
                $"{result.Analysis.Wasm.Length:N0} bytes of WebAssembly in {result.Compile.TotalMilliseconds:N0} ms.");
        }

        return ErrorOutput.ExitCodeOf(result.Error);
    }

    private static CheckOutput ToOutput(CompilationResult result) => new(
        result.Error is null,
        result.Analysis?.Signature.Parameters ?? [],
        result.Analysis?.Signature.HasMerge ?? false,
        result.Analysis?.Wasm.Length ?? 0,
        ErrorOutput.Of(result.Error),
        [.. (result.Error?.Diagnostics ?? []).Select(d => new DiagnosticOutput(d.Message, d.Code, d.Line, d.Column, d.Rendered))]);
}
