using System.CommandLine;
using System.Text.Json;
using Rlm.Analyses;
using Rlm.Cli.Run;
using Rlm.Wasm.Compilation;

namespace Rlm.Cli.Check;

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
            output.WriteLine(JsonSerializer.Serialize(CheckReport.Of(result), CliJson.Readable.CheckReport));
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

        return ExitCode.Of(result.Error);
    }
}
