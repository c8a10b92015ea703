using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using MudBlazor.Services;
using Rlm.Hosting;
using Rlm.Server.Components.Asking;
using Rlm.Server.Components.SignIn;

namespace Rlm.Server.Components;

/// <summary>Puts the page into the service.</summary>
internal static class PageHosting
{
    /// <summary>Where the page lies.</summary>
    public const string Root = "/visualize";

    public static void AddPage(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddMudServices();
        services.AddCascadingAuthenticationState();
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie.Name = "rlm-form";
            antiforgery.Cookie.SameSite = SameSiteMode.Strict;
        });
        services.AddDataProtection().SetApplicationName("rlm").PersistKeysToFileSystem(PageKeyFolder.Make(RlmPaths.PageKeys));
        services.AddSingleton<SampleLibrary>();
        services.AddSingleton<PageOrders>();
    }

    public static void MapPage(this WebApplication app)
    {
        // What the pages are made of says nothing of runs; who signs in needs it before.
        app.MapStaticAssets().AllowAnonymous();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(mode =>
        {
            // The page's own policy says the same, and more.
            mode.ContentSecurityFrameAncestorsPolicy = null;
        });
        app.MapPost(Root + "/sign-out", SignOutAsync).ExcludeFromDescription();
        app.MapGet("/", () => Results.Redirect(Root)).AllowAnonymous().ExcludeFromDescription();
    }

    private static async Task<IResult> SignOutAsync(HttpContext context, IAntiforgery antiforgery)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
        {
            return Results.BadRequest();
        }

        await context.SignOutAsync(PageCookie.SchemeName);
        return Results.LocalRedirect(Root + "/sign-in");
    }
}
