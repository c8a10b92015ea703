using System.Diagnostics;

namespace Rlm.Telemetry;

/// <summary>Attributes of spans that may not be there.</summary>
internal static class Tags
{
    /// <summary>Sets an attribute; a value that is null is left out.</summary>
    public static Activity? Tag(this Activity? span, string name, object? value) => value is null ? span : span?.SetTag(name, value);
}
