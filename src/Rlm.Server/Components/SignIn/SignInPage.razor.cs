using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Components;
using Rlm.Server.Access;

namespace Rlm.Server.Components.SignIn;

/// <summary>Takes a key and gives a cookie for it.</summary>
public sealed partial class SignInPage
{
    private bool _isWrong;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [SupplyParameterFromForm]
    private string? Key { get; set; }

    [SupplyParameterFromQuery(Name = "return")]
    private string? Return { get; set; }

    [Inject]
    private ApiKeys Keys { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private async Task SignInAsync()
    {
        if (Key is not { Length: > 0 } key || Keys.NameOf(key.Trim()) is not { } name)
        {
            _isWrong = true;
            Context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        await Context.SignInAsync(PageCookie.SchemeName, PageCookie.PrincipalOf(name, Keys), new AuthenticationProperties { IsPersistent = true });

        // Only pages of this service: a link from elsewhere does not lead away.
        var isOwn = Return is not null && Return.StartsWith(PageHosting.Root, StringComparison.Ordinal) && !Return.Contains("..", StringComparison.Ordinal);
        Navigation.NavigateTo(isOwn ? Return! : PageHosting.Root);
    }
}
