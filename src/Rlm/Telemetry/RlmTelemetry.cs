using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Rlm.Telemetry;

/// <summary>
/// What a host listens to for traces and metrics of runs. Names of models' spans, metrics and attributes are those of
/// OpenTelemetry's semantic conventions for generative AI; the rest begin with <c>rlm.</c>
/// </summary>
public static class RlmTelemetry
{
    /// <summary>Name of the <see cref="ActivitySource"/> and of the <see cref="Meter"/>.</summary>
    public const string Name = "Rlm";

    internal static ActivitySource Spans { get; } = new(Name);

    internal static Meter Meter { get; } = new(Name);
}
