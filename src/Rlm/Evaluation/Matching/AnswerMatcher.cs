using System.Text.Json;

namespace Rlm.Evaluation.Matching;

/// <summary>Says whether an answer is the true one.</summary>
internal abstract class AnswerMatcher
{
    /// <summary>Null when the answer is right, else why it is wrong.</summary>
    public abstract string? Judge(string answer);

    /// <summary>Makes the matcher of a task; null with a problem when its fields do not fit.</summary>
    public static AnswerMatcher? Create(string kind, JsonElement truth, JsonElement? tolerance, out string? problem)
    {
        problem = tolerance is not null && kind != "number" ? "\"tolerance\" is for \"match\": \"number\" only" : null;
        if (problem is not null)
        {
            return null;
        }

        switch (kind)
        {
            case "exact": return TextOf(truth, out problem) is { } text ? new ExactMatcher(text) : null;
            case "number": return NumberMatcher.Create(truth, tolerance, out problem);
            case "contains": return TextsOf(truth, out problem) is { } texts ? new ContainsMatcher(texts) : null;
            case "set": return SetMatcher.Create(truth, out problem);
            case "regex": return TextOf(truth, out problem) is { } pattern ? RegexMatcher.Create(pattern, out problem) : null;
            default:
                problem = "\"match\" must be one of exact, number, contains, set, regex";
                return null;
        }
    }

    /// <summary>A text, or a number as it is written.</summary>
    public static string? TextOf(JsonElement truth, out string? problem)
    {
        var text = truth.ValueKind switch
        {
            JsonValueKind.String => truth.GetString()!.Trim(),
            JsonValueKind.Number => truth.GetRawText(),
            _ => string.Empty,
        };
        problem = text.Length > 0 ? null : "\"truth\" is not a text that says something, nor a number";
        return problem is null ? text : null;
    }

    /// <summary>One text, or a list of them.</summary>
    public static IReadOnlyList<string>? TextsOf(JsonElement truth, out string? problem)
    {
        if (truth.ValueKind is not JsonValueKind.Array)
        {
            return TextOf(truth, out problem) is { } text ? [text] : null;
        }

        var texts = truth.EnumerateArray().Select(t => TextOf(t, out _)).ToList();
        problem = texts.Count == 0 || texts.Contains(null) ? "\"truth\" is not a list of texts or numbers" : null;
        return problem is null ? [.. texts.OfType<string>()] : null;
    }
}
