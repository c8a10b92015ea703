using System.Text.Json.Nodes;
using Rlm.Schemas;

namespace Rlm.Runs;

/// <summary>The form that a final answer must have.</summary>
internal sealed class AnswerForm
{
    private readonly AnswerSchema _schema;
    private readonly string _json;

    private AnswerForm(AnswerSchema schema, string json) => (_schema, _json) = (schema, json);

    /// <summary>The form that a schema asks for; null, and why, when it is none.</summary>
    public static AnswerForm? Of(string json, out RunError? error)
    {
        var schema = AnswerSchema.Parse(json, out var problems);
        error = schema is null
            ? new RunError("invalid_schema", $"The schema of the answer cannot be used: {string.Join(" ", problems)} docs/reference/answer-schema.md lists what it may hold.")
            : null;
        return schema is null ? null : new AnswerForm(schema, json);
    }

    /// <summary>What the model is told beside the question.</summary>
    public string Instruction => $"The answer must be JSON, and nothing else, that fits this JSON schema:\n{_json.Trim()}";

    /// <summary>The answer in that form, or what is wrong with it, worded for the model.</summary>
    public (string? Answer, string? Problem) Take(string answer)
    {
        if (AnswerSchema.Extract(answer) is not { } json)
        {
            return (null, "it is not JSON. Give the answer as JSON that fits the schema.");
        }

        var violations = _schema.Validate(JsonNode.Parse(json));
        return violations.Count == 0
            ? (json, null)
            : (null, $"it does not fit the schema:\n{string.Join('\n', violations.Select(v => $"{v.Path} {v.Message}"))}");
    }
}
