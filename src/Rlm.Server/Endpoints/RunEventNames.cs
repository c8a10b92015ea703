using System.Reflection;
using System.Text.Json.Serialization;
using Rlm.Runs;

namespace Rlm.Server.Endpoints;

/// <summary>The names of events, as the trace has them.</summary>
internal static class RunEventNames
{
    private static readonly Dictionary<Type, string> Names = typeof(RunEvent)
        .GetCustomAttributes<JsonDerivedTypeAttribute>()
        .ToDictionary(a => a.DerivedType, a => (string)a.TypeDiscriminator!);

    public static string Of(RunEvent runEvent) => Names[runEvent.GetType()];
}
