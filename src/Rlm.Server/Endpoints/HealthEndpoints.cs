using Microsoft.Extensions.Options;
using Rlm.Analyses;
using Rlm.Hosting;
using Rlm.Server.Runs;
using Rlm.Wasm;
using Rlm.Wasm.Compilation;
using Rlm.Wasm.Toolchain;

namespace Rlm.Server.Endpoints;

/// <summary>What <c>GET /health</c> answers.</summary>
/// <param name="Status">Always <c>ok</c>: the service answers.</param>
/// <param name="Version">Of the service.</param>
/// <param name="Wasm">Whether analyses can be compiled and run.</param>
/// <param name="Model">Whether questions can be asked.</param>
internal sealed record HealthReport(string Status, string Version, WasmHealth Wasm, ModelHealth Model);

/// <summary>The feature that compiles and runs analyses.</summary>
/// <param name="Enabled">Whether it is switched on.</param>
/// <param name="Available">Whether it works; everything else works without it.</param>
/// <param name="Compiler">The compiler's version, or null.</param>
/// <param name="Crates">What analyses can use besides the standard library.</param>
/// <param name="Jail">What the compiler is locked in, or null.</param>
/// <param name="Problem">Why it does not work and what to do, or null.</param>
internal sealed record WasmHealth(bool Enabled, bool Available, string? Compiler, IReadOnlyList<string> Crates, string? Jail, string? Problem);

/// <summary>The model that drives runs.</summary>
/// <param name="Configured">Whether there is one.</param>
/// <param name="Name">As its provider names it, or null.</param>
/// <param name="Problem">Why there is none and what to do, or null.</param>
internal sealed record ModelHealth(bool Configured, string? Name, string? Problem);

/// <summary><c>GET /health</c>: whether the service is alive and what it can do. <c>GET /ready</c>: whether it takes questions.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health", HealthAsync).WithSummary("Whether the service is alive, and what it can do").WithTags("Service").Produces<HealthReport>().AllowAnonymous();
        routes.MapGet("/ready", Ready).WithSummary("Whether the service takes questions").WithTags("Service").Produces(200).ProducesProblem(503).AllowAnonymous();
    }

    private static async Task<IResult> HealthAsync(
        ToolchainLocator locator, RustCompiler compiler, IOptions<RlmOptions> options, ModelDesk models, CancellationToken cancellationToken) => Results.Json(
        new HealthReport(
            "ok",
            ServerVersion.Text,
            await WasmAsync(locator, compiler, options.Value.WasmEnabled, cancellationToken),
            new ModelHealth(models.Pool is not null, models.Pool?.Root!.Name, models.Pool is null ? ModelDesk.NoModel : null)),
        ServerJson.Readable.HealthReport);

    private static async Task<WasmHealth> WasmAsync(ToolchainLocator locator, RustCompiler compiler, bool enabled, CancellationToken cancellationToken)
    {
        if (!enabled)
        {
            return new WasmHealth(false, false, null, [], null, AnalysisRunner.SwitchedOff.Message);
        }

        var status = await locator.FindAsync(cancellationToken);
        if (status.Toolchain is not { } toolchain)
        {
            return new WasmHealth(true, false, null, [], null, ProblemOf(status.Error!));
        }

        var jail = await compiler.FindJailAsync(cancellationToken);
        return new WasmHealth(
            true, jail.Error is null, toolchain.Version, [.. toolchain.Crates.Select(c => $"{c.Name} {c.Version}")], jail.Description, jail.Error is { } error ? ProblemOf(error) : null);
    }

    // Where things lie on the machine is for its doctor to tell.
    private static string ProblemOf(WasmError error) => $"{WasmErrors.ToRunError(error)!.Code}: `rlm doctor` on its machine says more.";

    private static IResult Ready(ModelDesk models, RunPlaces places) =>
        places.IsClosed ? Problems.Of(StatusCodes.Status503ServiceUnavailable, "stopping", "The service stops.")
        : models.Pool is null ? Problems.Of(StatusCodes.Status503ServiceUnavailable, "not_configured", ModelDesk.NoModel)
        : Results.Text("ready");
}
