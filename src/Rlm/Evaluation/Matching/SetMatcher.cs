using System.Text.Json;
using Rlm.Schemas;

namespace Rlm.Evaluation.Matching;

/// <summary>The same things in any order, in upper or lower case; one that stands twice counts once.</summary>
internal sealed class SetMatcher : AnswerMatcher
{
    private const int MaxNamed = 3;
    private readonly SetItems _items;
    private readonly HashSet<string> _truth;

    private SetMatcher(SetItems items, HashSet<string> truth) => (_items, _truth) = (items, truth);

    public static SetMatcher? Create(JsonElement truth, out string? problem)
    {
        if (TextsOf(truth, out problem) is not { } texts)
        {
            return null;
        }

        if (truth.ValueKind is not JsonValueKind.Array)
        {
            texts = new SetItems([]).Of(texts[0]);
        }

        var items = new SetItems(texts);
        var set = texts.Select(SetItems.Normal).Where(t => t.Length > 0).ToHashSet(StringComparer.Ordinal);
        problem = set.Count > 0 ? null : "\"truth\" is a set with nothing in it";
        return problem is null ? new SetMatcher(items, set) : null;
    }

    public override string? Judge(string answer)
    {
        // A list in brackets may be the answer or a mention in it.
        var list = FromJson(answer);
        var asList = list is null ? null : Compare(list);
        if (list is not null && asList is null)
        {
            return null;
        }

        var asProse = Compare(_items.Of(answer));
        return asProse is null ? null : asList ?? asProse;
    }

    private string? Compare(IReadOnlyList<string> items)
    {
        var given = items.Select(SetItems.Normal).Where(t => t.Length > 0).ToHashSet(StringComparer.Ordinal);
        var missing = _truth.Where(t => !given.Contains(t)).ToList();
        var extra = given.Where(t => !_truth.Contains(t)).ToList();
        return missing.Count + extra.Count == 0 ? null
            : string.Join("; ", new[] { Named("lacks", missing), Named("has besides", extra) }.OfType<string>());
    }

    private static string? Named(string what, List<string> items) => items.Count == 0 ? null
        : $"{what} {string.Join(", ", items.Take(MaxNamed))}{(items.Count > MaxNamed ? $" and {items.Count - MaxNamed} more" : string.Empty)}";

    /// <summary>The items of a JSON list of texts and numbers in the answer, or null when there is none.</summary>
    private static List<string>? FromJson(string answer)
    {
        if (AnswerSchema.Extract(answer) is not ['[', ..] json)
        {
            return null;
        }

        using var document = JsonDocument.Parse(json);
        var items = document.RootElement.EnumerateArray().Select(e => TextOf(e, out _)).ToList();
        return items.Count == 0 || items.Contains(null) ? null : [.. items.OfType<string>()];
    }
}
