using System.Text.Json;
using System.Text.Json.Serialization;

namespace Rlm.Runs;

/// <summary>Source-generated JSON of events and results, in snake case as in traces and on the command line.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.Never,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(RunEvent))]
[JsonSerializable(typeof(RunResult))]
public sealed partial class RunJson : JsonSerializerContext
{
    /// <summary>The same JSON without escaping what is safe outside HTML, one object a line.</summary>
    public static RunJson Readable { get; } = new(new JsonSerializerOptions(Default.Options)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
