using Microsoft.AspNetCore.Diagnostics;

namespace Rlm.Server.Components.Shell;

/// <summary>What the browser may load and do on the page: nothing that this service does not serve itself.</summary>
internal sealed class PagePolicy(RequestDelegate next)
{
    // MudBlazor writes the theme as a style element, and bars have their lengths as style attributes.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        + "base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    public Task InvokeAsync(HttpContext context)
    {
        if (context.Request.Path.StartsWithSegments(PageHosting.Root))
        {
            // Pages say themselves what is not there.
            context.Features.Get<IStatusCodePagesFeature>()?.Enabled = false;
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = Policy;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "same-origin";
            headers.CacheControl = "no-store";
        }

        return next(context);
    }
}
