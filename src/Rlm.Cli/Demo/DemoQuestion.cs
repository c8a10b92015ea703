using System.Text.Json;
using System.Text.Json.Serialization;

namespace Rlm.Demo;

/// <summary>A question with its known truth, over the bundled documents.</summary>
internal sealed record DemoQuestion(string Id, string Question, IReadOnlyList<string> Documents, string Truth)
{
    public static IReadOnlyList<DemoQuestion> Load(string path) =>
        [.. File.ReadLines(path).Where(l => l.Length > 0).Select(l => JsonSerializer.Deserialize(l, DemoJson.Default.DemoQuestion)!)];
}

/// <summary>Source-generated JSON of the questions.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(DemoQuestion))]
internal sealed partial class DemoJson : JsonSerializerContext;
