using Rlm.Configuration;
using Rlm.Hosting;
using Rlm.Server.Telemetry;
using Rlm.Traces;

namespace Rlm.Server.Runs;

/// <summary>What takes orders and runs them.</summary>
internal static class RunRegistration
{
    public static void AddRuns(this IServiceCollection services, Settings settings, ModelDesk models)
    {
        services.AddRlm(settings.ApplyTo);
        services.AddSingleton(settings.Server);
        services.AddSingleton(models);
        services.AddSingleton(p => new RunStore(RlmPaths.Runs, p.GetRequiredService<TimeProvider>()));
        services.AddSingleton(new AllowedPaths(settings.Server.AllowedPaths));
        services.AddSingleton<LiveRuns>();
        services.AddSingleton<RunPlaces>();
        services.AddSingleton<RunFigures>();
        services.AddSingleton<RunDesk>();
    }
}
