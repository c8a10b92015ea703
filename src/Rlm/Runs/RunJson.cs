using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Rlm.Runs;

/// <summary>Events and results as JSON, in snake case as in traces and on the command line.</summary>
public static class RunJson
{
    private static readonly RunJsonContext Readable = new(new JsonSerializerOptions(RunJsonContext.Default.Options)
    {
        // Nothing of this goes into HTML as it is.
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>One event; a line of a trace.</summary>
    public static JsonTypeInfo<RunEvent> Event => Readable.RunEvent;

    /// <summary>The result of a run.</summary>
    public static JsonTypeInfo<RunResult> Result => Readable.RunResult;
}

/// <summary>The source-generated part.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.Never,
    UseStringEnumConverter = true,

    // What is missing or null in a line that was damaged is found where it is read, not where it is used.
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(RunEvent))]
[JsonSerializable(typeof(RunResult))]
internal sealed partial class RunJsonContext : JsonSerializerContext;
