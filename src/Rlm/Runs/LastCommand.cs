using System.Text.Json;

namespace Rlm.Runs;

/// <summary>
/// What a last turn may say, as a schema for servers that can hold a model to one. Only here: a turn that may hold code is
/// never held to a schema, since code inside JSON comes out worse.
/// </summary>
internal static class LastCommand
{
    public static JsonElement Schema { get; } = JsonDocument.Parse(
        """
        {
          "type": "object",
          "properties": {
            "op": { "type": "string", "enum": ["final", "final_var"] },
            "answer": { "type": "string", "description": "the answer, for final" },
            "name": { "type": "string", "description": "the variable that holds the answer, for final_var" }
          },
          "required": ["op"],
          "additionalProperties": false
        }
        """).RootElement;
}
