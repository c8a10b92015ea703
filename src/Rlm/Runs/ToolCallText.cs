using System.Text;
using System.Text.Json.Nodes;
using Rlm.Models;
using Rlm.Replies;

namespace Rlm.Runs;

/// <summary>
/// Calls of tools as text. A conversation is kept as text whatever the model speaks: every server takes it, and a model may
/// be followed by another in the middle of a run.
/// </summary>
internal static class ToolCallText
{
    public static string Append(string text, IReadOnlyList<ToolCall> calls)
    {
        if (calls.Count == 0)
        {
            return text;
        }

        var whole = new StringBuilder(text);
        foreach (var call in calls)
        {
            var fields = new JsonObject { ["op"] = call.Name };
            foreach (var (name, value) in LenientJson.Read(call.Arguments, out _) as JsonObject ?? [])
            {
                fields[name] = value?.DeepClone();
            }

            whole.Append(whole.Length == 0 ? string.Empty : "\n").Append(fields.ToJsonString());
        }

        return whole.ToString();
    }
}
