using Rlm.Server.Endpoints;

namespace Rlm.Server.Access;

/// <summary>
/// Keeps the pages of other sites out, which a browser on this machine would let ask: a request that comes from a page of
/// another origin is refused, and so is one whose <c>Host</c> is a name that somebody else made lead here (DNS rebinding).
/// </summary>
internal sealed class BrowserGuard(RequestDelegate next, bool isLoopbackOnly)
{
    public Task InvokeAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var request = context.Request;
        if (isLoopbackOnly && !ListenAddresses.IsLoopback(request.Host.Host))
        {
            return Problems.Of(StatusCodes.Status421MisdirectedRequest, "wrong_host", "This service is for this machine only; ask for it as 127.0.0.1 or localhost.").ExecuteAsync(context);
        }

        return request.Headers.Origin.ToString() is { Length: > 0 } origin && !IsOwn(origin, request)
            ? Problems.Of(StatusCodes.Status403Forbidden, "foreign_origin", "Pages of other sites may not use this service.").ExecuteAsync(context)
            : next(context);
    }

    // Behind a proxy that speaks TLS the scheme differs; host and port are what the browser sees.
    private static bool IsOwn(string origin, HttpRequest request) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase);
}
