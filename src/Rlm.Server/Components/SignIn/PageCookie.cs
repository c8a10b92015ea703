using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Rlm.Server.Access;

namespace Rlm.Server.Components.SignIn;

/// <summary>
/// Who looks at the page: a browser cannot send a key with every request, so it gets a cookie for it. The cookie is as good as
/// the key, and no longer than the key is one of the service.
/// </summary>
internal static class PageCookie
{
    public const string SchemeName = "Page";

    /// <summary>Chooses between the key and the cookie.</summary>
    public const string ChoosingScheme = "KeyOrPage";

    public const string SignInPath = PageHosting.Root + "/sign-in";

    private const string CookieName = "rlm-page";
    private const string Stamp = "rlm:stamp";

    public static void AddPageCookie(this AuthenticationBuilder authentication, ApiKeys keys)
    {
        authentication.AddPolicyScheme(ChoosingScheme, null, policy => policy.ForwardDefaultSelector = context => IsOfPage(context, keys) ? SchemeName : KeyAuthentication.SchemeName);
        authentication.AddCookie(SchemeName, cookie =>
        {
            cookie.Cookie.Name = CookieName;
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Strict;
            cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            cookie.ExpireTimeSpan = TimeSpan.FromDays(7);
            cookie.SlidingExpiration = true;
            cookie.LoginPath = SignInPath;
            cookie.ReturnUrlParameter = "return";
            cookie.Events.OnValidatePrincipal = context => ValidateAsync(context, keys);
            cookie.Events.OnRedirectToLogin = RedirectAsync;
        });
    }

    /// <summary>Whose cookie it is to be.</summary>
    public static ClaimsPrincipal PrincipalOf(string name, ApiKeys keys) => new(new ClaimsIdentity(
        [new Claim(ClaimTypes.Name, name), new Claim(Stamp, keys.StampOf(name)!)], SchemeName));

    private static bool IsOfPage(HttpContext context, ApiKeys keys)
    {
        var headers = context.Request.Headers;
        return !keys.IsEmpty && headers.Authorization.Count == 0 && !headers.ContainsKey("X-Api-Key")
            && (context.Request.Cookies.ContainsKey(CookieName) || context.Request.Path.StartsWithSegments(PageHosting.Root));
    }

    private static async Task ValidateAsync(CookieValidatePrincipalContext context, ApiKeys keys)
    {
        var name = context.Principal?.Identity?.Name;
        if (name is null || keys.StampOf(name) is not { } stamp || context.Principal!.FindFirstValue(Stamp) != stamp)
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(SchemeName);
        }
    }

    /// <summary>Only pages lead to a page; what programs ask for is refused as without any cookie.</summary>
    private static Task RedirectAsync(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (!context.Request.Path.StartsWithSegments(PageHosting.Root))
        {
            return context.HttpContext.ChallengeAsync(KeyAuthentication.SchemeName);
        }

        context.Response.Redirect(context.RedirectUri);
        return Task.CompletedTask;
    }
}
