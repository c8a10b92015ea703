using System.Text.Json;
using System.Text.Json.Nodes;

namespace Rlm.Schemas;

/// <summary>
/// What a structured answer must look like: a subset of JSON Schema (2020-12), listed in
/// <c>docs/reference/answer-schema.md</c>. Safe to use from any number of threads.
/// </summary>
public sealed class AnswerSchema
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 64, AllowDuplicateProperties = false };
    private static readonly JsonDocumentOptions Checked = new() { MaxDepth = 512 };

    private readonly SchemaNode _root;
    private readonly Dictionary<string, SchemaNode> _definitions;

    private AnswerSchema(SchemaNode root, Dictionary<string, SchemaNode> definitions) => (_root, _definitions) = (root, definitions);

    /// <summary>Reads a schema.</summary>
    /// <param name="json">The schema: an object, <c>true</c> or <c>false</c>.</param>
    /// <param name="problems">Everything that is wrong with it, each with its place; empty when it can be used.</param>
    /// <returns>The schema, or null when there are problems.</returns>
    public static AnswerSchema? Parse(string json, out IReadOnlyList<string> problems)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            var reader = new SchemaReader();
            var root = reader.ReadRoot(document.RootElement.Clone());
            problems = reader.Problems;
            return problems.Count == 0 ? new AnswerSchema(root, reader.Definitions) : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            problems = [$"$: is not JSON: {exception.Message}"];
            return null;
        }
    }

    /// <summary>Holds a value to the schema.</summary>
    /// <param name="value">The value; null is JSON's null.</param>
    /// <returns>Where it is not as it must be, at most 20; empty when it is.</returns>
    public IReadOnlyList<SchemaViolation> Validate(JsonNode? value)
    {
        try
        {
            using var document = JsonDocument.Parse(value?.ToJsonString() ?? "null", Checked);
            return new SchemaCheck(_definitions).Run(_root, document.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return [new SchemaViolation("$", "is nested too deeply")];
        }
    }

    /// <summary>Finds the JSON in an answer: the whole of it, the last fenced block that is JSON, or the longest object or list in the prose.</summary>
    /// <param name="answer">What a model said.</param>
    /// <returns>The JSON without blanks between its parts, or null when there is none. Of a property that stands twice the last is kept.</returns>
    public static string? Extract(string answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return JsonFinder.Find(answer);
    }
}
