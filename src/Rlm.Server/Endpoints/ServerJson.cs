using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Rlm.Analyses;
using Rlm.Traces;

namespace Rlm.Server.Endpoints;

/// <summary>What is read from requests and written in answers, in snake case.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UseStringEnumConverter = true,

    // A field that is not known was meant for something.
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(QueryBody))]
[JsonSerializable(typeof(CompileBody))]
[JsonSerializable(typeof(CheckReport))]
[JsonSerializable(typeof(AnalysisReport))]
[JsonSerializable(typeof(HealthReport))]
[JsonSerializable(typeof(StatsReport))]
[JsonSerializable(typeof(RunList))]
[JsonSerializable(typeof(RunSummary))]
internal sealed partial class ServerJson : JsonSerializerContext
{
    // Made here and not from `Default`, which is set after this when the class is first used.
    public static ServerJson Readable { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,

        // Nothing of this goes into HTML as it is.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
