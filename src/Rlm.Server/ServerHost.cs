using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Rlm.Configuration;
using Rlm.Server.Access;
using Rlm.Server.Chat;
using Rlm.Server.Components;
using Rlm.Server.Components.Shell;
using Rlm.Server.Components.SignIn;
using Rlm.Server.Endpoints;
using Rlm.Server.Mcp;
using Rlm.Server.Runs;
using Rlm.Server.Search;
using Rlm.Server.Telemetry;
using Scalar.AspNetCore;

namespace Rlm.Server;

/// <summary>Puts the service together.</summary>
internal static class ServerHost
{
    /// <summary>Builds it; nothing listens before it is run.</summary>
    /// <param name="settings">What is configured.</param>
    /// <param name="keys">Who may ask.</param>
    /// <param name="models">Who answers.</param>
    public static WebApplication Build(Settings settings, ApiKeys keys, ModelDesk models)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            // Whatever program it is started from, the lists of the page's files bear this name.
            ApplicationName = typeof(ServerHost).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.WebHost.UseUrls(settings.Server.Urls);
        builder.WebHost.UseKestrelHttpsConfiguration();

        // From the build output the files of the page lie where they were built from; published, in wwwroot.
        builder.WebHost.UseStaticWebAssets();

        // For development it would answer for all addresses that are nobody's, and look at the files again and again.
        builder.WebHost.UseSetting("ReloadStaticAssetsAtRuntime", "false");
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = settings.Server.MaxRequestBytes;
        });

        // The standard setting: Logging__Console__FormatterName=json makes each entry an object with its fields.
        _ = builder.Configuration["Logging:Console:FormatterName"] == "json"
            ? builder.Logging.AddJsonConsole()
            : builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning)
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error)
            .AddFilter("ModelContextProtocol", LogLevel.Warning)
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical)
            .AddFilter("Rlm.Server.Access", LogLevel.Warning);
        builder.Services.AddServer(settings, keys, models);
        var app = builder.Build();
        Configure(app, settings);
        return app;
    }

    private static void AddServer(this IServiceCollection services, Settings settings, ApiKeys keys, ModelDesk models)
    {
        services.AddRuns(settings, models);
        services.AddRlmToolsOverHttp();
        services.AddSingleton(keys);
        services.AddSingleton<RunLibrary>();
        services.AddSingleton<RunIndex>();
        services.AddSingleton<OrderReader>();
        services.AddHostedService<ParkedRuns>();

        // Longer than runs may take to end, so that their clients still hear of it.
        services.Configure<HostOptions>(host => host.ShutdownTimeout = settings.Server.ShutdownTime + TimeSpan.FromSeconds(10));
        services.AddProblemDetails(problems => problems.CustomizeProblemDetails = Problems.Complete);
        services.AddAuthentication(PageCookie.ChoosingScheme).AddScheme<AuthenticationSchemeOptions, KeyAuthentication>(KeyAuthentication.SchemeName, null).AddPageCookie(keys);
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.AddOpenApi();
        services.AddServiceTelemetry();
        services.AddPage();
    }

    private static void Configure(WebApplication app, Settings settings)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions { StatusCodeSelector = StatusOf });
        app.UseStatusCodePages();
        app.UseMiddleware<BrowserGuard>(ListenAddresses.AreLoopback(settings.Server.Urls));
        app.UseMiddleware<PagePolicy>();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapHealth();
        app.MapStats();
        app.MapQueries();
        app.MapCompile();
        app.MapRuns();
        app.MapChat();
        app.MapMcp("/mcp");
        app.MapPrometheusScrapingEndpoint();
        _ = app.Services.GetRequiredService<ServiceMeter>();
        app.MapPage();
        app.MapOpenApi().CacheOutput();
        app.MapScalarApiReference("/reference", reference => reference.WithTitle("RLM").DisableDefaultFonts());
    }

    private static int StatusOf(Exception exception) => (exception as BadHttpRequestException)?.StatusCode ?? StatusCodes.Status500InternalServerError;
}
