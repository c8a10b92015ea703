using System.Text.RegularExpressions;

namespace Rlm.Models.Http;

/// <summary>
/// The fields that a server has refused for a model. Servers and models differ in what they take, and no list of that stays
/// true; so a field that a 400 names is left out from then on.
/// </summary>
internal sealed class RefusedFields
{
    /// <summary>By what other words servers speak of a field.</summary>
    private static readonly Dictionary<string, string[]> Words = new()
    {
        ["tools"] = ["tool use", "tool_choice", "tool choice", "tool calling", "function calling", "functions"],
        ["response_format"] = ["json_schema", "structured output", "structured outputs", "guided_json"],
        ["format"] = ["structured outputs"],
        ["stream_options"] = ["include_usage"],
        ["think"] = ["thinking"],
        ["thinking"] = ["budget_tokens"],
        ["reasoning_effort"] = ["reasoning effort"],
        ["chat_template_kwargs"] = ["enable_thinking"],
        ["stop"] = ["stop_sequences"],
    };

    private readonly Lock _gate = new();
    private HashSet<string> _fields = [];

    public bool Contains(string field) => _fields.Contains(field);

    /// <summary>Learns from a refusal; false when it blames none of the fields that were sent.</summary>
    public bool Learn(Refusal refusal, IReadOnlyList<string> sent)
    {
        // A prompt that is too long is no matter of fields, though such messages speak of max_tokens.
        if (refusal.Parameter is null && Regex.IsMatch(refusal.Text, "context.{0,3}(length|window|size)", RegexOptions.IgnoreCase))
        {
            return false;
        }

        var blamed = sent.FirstOrDefault(f => f == refusal.Parameter)
            ?? sent.Select(f => (Field: f, At: Position(refusal.Text, f))).Where(f => f.At >= 0).OrderBy(f => f.At).FirstOrDefault().Field;
        if (blamed is null)
        {
            return false;
        }

        lock (_gate)
        {
            _fields = [.. _fields, blamed];
        }

        return true;
    }

    private static int Position(string text, string field)
    {
        var places = Words.GetValueOrDefault(field, []).Prepend(field)
            .Select(word => Regex.Match(text, $@"(?<![\w]){Regex.Escape(word)}(?![\w])", RegexOptions.IgnoreCase))
            .Where(m => m.Success)
            .Select(m => m.Index);
        return places.DefaultIfEmpty(-1).Min();
    }
}
