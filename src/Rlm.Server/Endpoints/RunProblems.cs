using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Rlm.Runs;

namespace Rlm.Server.Endpoints;

/// <summary>Runs without an answer, as problems: <c>run</c> holds the object of <c>rlm ask --json</c>.</summary>
internal static class RunProblems
{
    public static ProblemHttpResult Of(RunError error, RunResult? result) => Problems.Of(
        StatusOf(error.Code),
        error.Code,
        error.Message,
        result is null ? null : new Dictionary<string, object?> { ["run"] = JsonSerializer.SerializeToElement(result, RunJson.Result) });

    private static int StatusOf(string code) => code switch
    {
        "not_configured" or "parked" => StatusCodes.Status503ServiceUnavailable,
        "trace_failed" or "failed" => StatusCodes.Status500InternalServerError,
        "interrupted" or "abandoned" => StatusCodes.Status409Conflict,
        "unreachable" or "unauthorized" or "rate_limited" or "provider_failed" or "refused" or "timed_out" or "bad_answer" or "recording_ended" or "model_unavailable" =>
            StatusCodes.Status502BadGateway,
        _ => StatusCodes.Status422UnprocessableEntity,
    };
}
