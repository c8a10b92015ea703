using Microsoft.AspNetCore.Http.HttpResults;

namespace Rlm.Server.Endpoints;

/// <summary>Errors as RFC 9457 wants them, with the kind of failure in <c>code</c>.</summary>
internal static class Problems
{
    private const string TypeStart = "urn:rlm:problem:";

    /// <param name="status">The HTTP status.</param>
    /// <param name="code">The kind of failure, in snake case.</param>
    /// <param name="detail">What happened, why, and what to do.</param>
    /// <param name="more">Further members, or null.</param>
    public static ProblemHttpResult Of(int status, string code, string detail, IReadOnlyDictionary<string, object?>? more = null) => TypedResults.Problem(
        detail,
        statusCode: status,
        title: code.Replace('_', ' '),
        type: TypeStart + code,
        extensions: (more ?? new Dictionary<string, object?>()).Append(KeyValuePair.Create("code", (object?)code)));

    /// <summary>Gives the framework's own problems the same form.</summary>
    public static void Complete(ProblemDetailsContext context)
    {
        var details = context.ProblemDetails;
        if (details.Extensions.ContainsKey("code"))
        {
            return;
        }

        var (code, detail) = details.Status switch
        {
            StatusCodes.Status400BadRequest => ("invalid_request", "The request cannot be read as this address wants it; /reference tells how."),
            StatusCodes.Status404NotFound => ("not_found", "There is nothing at this address; /reference tells what there is."),
            StatusCodes.Status405MethodNotAllowed => ("method_not_allowed", "This address takes another method; /reference tells which."),
            StatusCodes.Status413PayloadTooLarge => ("too_large", "The body is longer than may be sent here."),
            StatusCodes.Status415UnsupportedMediaType => ("wrong_content_type", "This address takes another `Content-Type`; /reference tells which."),
            _ => ("failed", "Something failed that should not. The service's log says what."),
        };
        details.Extensions["code"] = code;
        (details.Type, details.Title, details.Detail) = (TypeStart + code, code.Replace('_', ' '), detail);
    }
}
