using Microsoft.Extensions.Options;
using Rlm.Analyses;
using Rlm.Configuration;
using Rlm.Hosting;
using Rlm.Wasm;
using Rlm.Wasm.Compilation;

namespace Rlm.Server.Endpoints;

/// <summary>What <c>POST /compile</c> takes.</summary>
internal sealed record CompileBody(string Code);

/// <summary><c>POST /compile</c>: compiles an analysis and runs nothing.</summary>
internal static class CompileEndpoint
{
    public static void MapCompile(this IEndpointRouteBuilder routes) => routes.MapPost("/compile", ExecuteAsync)
        .WithSummary("Validates and compiles an analysis")
        .WithDescription("Answers with the object of `rlm check --json`; `success` is false, with diagnostics on the author's own lines, when it does not compile.")
        .WithTags("Analyses")
        .Accepts<CompileBody>("application/json")
        .Produces<CheckReport>()
        .ProducesProblem(400).ProducesProblem(413).ProducesProblem(415).ProducesProblem(503);

    private static async Task<IResult> ExecuteAsync(HttpContext context, RustCompiler compiler, IOptions<RlmOptions> options, ServerSettings settings)
    {
        var (body, problem) = await RequestBody.ReadAsync(context, ServerJson.Default.CompileBody, settings.MaxRequestBytes, context.RequestAborted);
        if (body is null)
        {
            return problem!;
        }

        var result = options.Value.WasmEnabled
            ? await compiler.CompileAsync(body.Code, context.RequestAborted)
            : new CompilationResult { Error = AnalysisRunner.SwitchedOff };
        var report = CheckReport.Of(result);
        return result.Error?.Code is WasmErrorCode.SwitchedOff or WasmErrorCode.CompilerNotFound or WasmErrorCode.TargetNotInstalled or WasmErrorCode.JailUnavailable
            ? Problems.Of(StatusCodes.Status503ServiceUnavailable, report.Error!.Code, report.Error.Message)
            : Results.Json(report, ServerJson.Readable.CheckReport);
    }
}
