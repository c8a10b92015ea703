using Microsoft.AspNetCore.Http.HttpResults;

namespace Rlm.Server.Endpoints;

/// <summary>Errors as RFC 9457 wants them, with the kind of failure in <c>code</c>.</summary>
internal static class Problems
{
    /// <param name="status">The HTTP status.</param>
    /// <param name="code">The kind of failure, in snake case.</param>
    /// <param name="detail">What happened, why, and what to do.</param>
    /// <param name="more">Further members, or null.</param>
    public static ProblemHttpResult Of(int status, string code, string detail, IReadOnlyDictionary<string, object?>? more = null) => TypedResults.Problem(
        detail,
        statusCode: status,
        title: code.Replace('_', ' '),
        type: "urn:rlm:problem:" + code,
        extensions: (more ?? new Dictionary<string, object?>()).Append(KeyValuePair.Create("code", (object?)code)));
}
