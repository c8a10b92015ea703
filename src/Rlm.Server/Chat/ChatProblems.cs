using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Rlm.Runs;

namespace Rlm.Server.Chat;

/// <summary>Problems that clients of OpenAI's interface understand too: they look for <c>error</c>.</summary>
internal static class ChatProblems
{
    public static ProblemHttpResult Of(ProblemHttpResult problem)
    {
        var details = problem.ProblemDetails;
        var code = details.Extensions.TryGetValue("code", out var known) ? known as string : null;
        details.Extensions["error"] = ErrorOf(new RunError(code ?? "failed", details.Detail ?? string.Empty))["error"]!.DeepClone();
        return problem;
    }

    public static JsonObject ErrorOf(RunError error) => new()
    {
        ["error"] = new JsonObject { ["message"] = error.Message, ["type"] = "rlm_error", ["param"] = null, ["code"] = error.Code },
    };
}
