using System.Diagnostics.Metrics;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Rlm.Server.Runs;
using Rlm.Telemetry;

namespace Rlm.Server.Telemetry;

/// <summary>
/// Traces and metrics of the service: for Prometheus at <c>/metrics</c>, and over OTLP where the standard variable
/// <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names a collector.
/// </summary>
internal static class ServiceTelemetry
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public static void AddServiceTelemetry(this IServiceCollection services)
    {
        var sends = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Endpoint));
        services.AddSingleton<ServiceMeter>();
        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("rlm", serviceVersion: ServerVersion.Text))
            .WithTracing(traces =>
            {
                traces.AddSource(RlmTelemetry.Name).AddAspNetCoreInstrumentation();
                _ = sends ? traces.AddOtlpExporter() : traces;
            })
            .WithMetrics(metrics =>
            {
                metrics.AddMeter(RlmTelemetry.Name, ServiceMeter.Name).AddAspNetCoreInstrumentation().AddPrometheusExporter();
                _ = sends ? metrics.AddOtlpExporter() : metrics;
            });
    }
}

/// <summary>What only the service knows: runs that go on and that wait.</summary>
internal sealed class ServiceMeter : IDisposable
{
    public const string Name = "Rlm.Server";

    private readonly Meter _meter = new(Name);

    public ServiceMeter(LiveRuns live, RunPlaces places)
    {
        _meter.CreateObservableGauge("rlm.runs.active", () => live.Count, "{run}", "Runs that go on.");
        _meter.CreateObservableGauge("rlm.runs.waiting", () => places.Waiting, "{run}", "Runs that wait for a place.");
    }

    public void Dispose() => _meter.Dispose();
}
