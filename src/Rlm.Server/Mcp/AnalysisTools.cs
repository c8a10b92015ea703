using System.ComponentModel;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Rlm.Analyses;
using Rlm.Commands;
using Rlm.Hosting;
using Rlm.Runs;
using Rlm.Server.Endpoints;
using Rlm.Wasm;
using Rlm.Wasm.Compilation;

namespace Rlm.Server.Mcp;

/// <summary>The tools that need no model.</summary>
[McpServerToolType]
internal sealed class AnalysisTools(AnalysisRunner analyses, RustCompiler compiler, ToolDocuments documents, IOptions<RlmOptions> options, TimeProvider time)
{
    private const string PathsHelp = "Files or folders, of any size; archives, PDF, Office files and mail are read too.";
    private const string TextHelp = "A text to look at instead of files.";
    private const string CodeHelp =
        "Rust that defines `pub fn analyze(input: &str) -> String` over all documents as one text, or with one parameter for each document, named as its file; "
        + "`pub fn merge(parts: &[String]) -> String` besides makes it parallel and lifts the size limit. The standard library without files, clock and network; regex and serde_json.";

    [McpServerTool(Name = "run_rust_analysis", ReadOnly = true, OpenWorld = false)]
    [Description("Compiles a Rust function to WebAssembly and runs it in a sandbox over whole documents: exact counts, sums, joins and parsing of texts far larger than a context window. Returns what it returns.")]
    public async Task<CallToolResult> RunRustAnalysisAsync(
        [Description(CodeHelp)] string code,
        IProgress<ProgressNotificationValue> progress,
        [Description(PathsHelp)] string[]? paths = null,
        [Description(TextHelp)] string? text = null,
        CancellationToken cancellationToken = default)
    {
        var (loaded, problem) = await documents.LoadAsync(paths, text, cancellationToken);
        if (loaded is null)
        {
            return ToolAnswer.Failed(problem!);
        }

        using (loaded)
        {
            var variables = new Variables(loaded);
            var run = await analyses.RunAsync(code, Bind, null, new ChunkProgress(progress), cancellationToken);
            var report = AnalysisReport.Of(run);
            var words = run.Error?.Message ?? (report.Log.Length == 0 ? report.Result! : $"{report.Result}\n\n[log]\n{report.Log}");
            return ToolAnswer.Of(words, report, ServerJson.Readable.AnalysisReport, run.Error is not null);

            IReadOnlyList<Documents.Text>? Bind(IReadOnlyList<string> parameters, out WasmError? error) => InputBinder.ByName(parameters, variables, loaded, out error);
        }
    }

    [McpServerTool(Name = "check_rust_analysis", ReadOnly = true, Idempotent = true, OpenWorld = false)]
    [Description("Compiles an analysis and runs nothing. Returns what the compiler says, on the lines of the code.")]
    public async Task<CallToolResult> CheckRustAnalysisAsync([Description(CodeHelp)] string code, CancellationToken cancellationToken = default)
    {
        var result = options.Value.WasmEnabled ? await compiler.CompileAsync(code, cancellationToken) : new CompilationResult { Error = AnalysisRunner.SwitchedOff };
        var report = CheckReport.Of(result);
        var words = report.Error?.Message ?? $"It compiles: analyze({string.Join(", ", report.Parameters)}){(report.HasMerge ? " with merge" : string.Empty)}.";
        return ToolAnswer.Of(words, report, ServerJson.Readable.CheckReport, report.Error is not null);
    }

    [McpServerTool(Name = "find_in_documents", ReadOnly = true, Idempotent = true, OpenWorld = false)]
    [Description("The lines of documents of any size in which a text or a regular expression is found, with their numbers; of many the first and last ones.")]
    public async Task<CallToolResult> FindInDocumentsAsync(
        [Description("What to find: a text, upper and lower case alike; with `regex`, a regular expression without look-around and back references.")] string pattern,
        [Description("Whether `pattern` is a regular expression; upper and lower case differ then, but for (?i).")] bool regex = false,
        [Description(PathsHelp)] string[]? paths = null,
        [Description(TextHelp)] string? text = null,
        CancellationToken cancellationToken = default)
    {
        var (loaded, problem) = await documents.LoadAsync(paths, text, cancellationToken);
        if (loaded is null)
        {
            return ToolAnswer.Failed(problem!);
        }

        using (loaded)
        {
            var command = new JsonObject { ["op"] = regex ? "regex" : "find", [regex ? "pattern" : "text"] = pattern };
            var list = new CommandList(CommandCatalog.BuiltIn, analyses, options.Value.Limits, time);
            await foreach (var finished in list.RunAsync(command.ToJsonString(), loaded, cancellationToken))
            {
                return finished.Success ? ToolAnswer.Of(finished.Output) : ToolAnswer.Failed(finished.Output);
            }

            return ToolAnswer.Failed("The pattern cannot be read.");
        }
    }
}
