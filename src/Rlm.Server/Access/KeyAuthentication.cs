using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Rlm.Server.Endpoints;

namespace Rlm.Server.Access;

/// <summary>Who asks: the owner of the key in <c>Authorization: Bearer</c> or <c>X-Api-Key</c>. Without keys, everybody is <see cref="Anybody"/>.</summary>
internal sealed class KeyAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, ApiKeys keys)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Key";

    /// <summary>The name of who asks where there are no keys.</summary>
    public const string Anybody = "local";

    private const string Bearer = "Bearer ";

    public static ClaimsPrincipal PrincipalOf(string name) => new(new ClaimsIdentity([new Claim(ClaimTypes.Name, name), new Claim(ClaimTypes.NameIdentifier, name)], SchemeName));

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(Authenticate());

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return Problems.Of(StatusCodes.Status401Unauthorized, "unauthorized", "A key of this service is needed: send `Authorization: Bearer KEY`, or `X-Api-Key: KEY`.").ExecuteAsync(Context);
    }

    private AuthenticateResult Authenticate()
    {
        if (keys.IsEmpty)
        {
            return Success(Anybody);
        }

        var authorization = Request.Headers.Authorization.ToString();
        var key = authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? authorization[Bearer.Length..].Trim() : Request.Headers["X-Api-Key"].ToString();
        return key.Length == 0 ? AuthenticateResult.NoResult()
            : keys.NameOf(key) is { } name ? Success(name)
            : AuthenticateResult.Fail("The key is none of this service.");
    }

    private static AuthenticateResult Success(string name) => AuthenticateResult.Success(new AuthenticationTicket(PrincipalOf(name), SchemeName));
}
