using System.Text.Json;

namespace Rlm.Schemas;

/// <summary>Holds one value to a schema. Bounded in depth, work and in what it reports.</summary>
internal sealed class SchemaCheck(IReadOnlyDictionary<string, SchemaNode> definitions)
{
    public const int MaxViolations = 20;
    private const int MaxDepth = 200;
    private const int MaxWork = 1_000_000;
    private int _work;

    public IReadOnlyList<SchemaViolation> Run(SchemaNode schema, JsonElement value)
    {
        var found = new List<SchemaViolation>();
        Check(schema, value, "$", 0, found);
        return _work > MaxWork
            ? [new SchemaViolation("$", "takes too much work to hold to this schema; answer with less, or simplify the schema")]
            : found;
    }

    private void Check(SchemaNode schema, JsonElement value, string path, int depth, List<SchemaViolation> found)
    {
        // One that is full stops everything below it; what is beyond a bound is not reported as good.
        if (found.Count >= MaxViolations || ++_work > MaxWork)
        {
            return;
        }

        if (depth > MaxDepth || schema.IsNever)
        {
            Add(schema.IsNever ? "must not be there" : "is nested too deeply");
            return;
        }

        if (schema.Reference is { } name)
        {
            Check(definitions[name], value, path, depth + 1, found);
        }

        if (schema.Types is { } types && (types & TypeOf(value)) == 0)
        {
            // The rest is about values of the right type.
            Add($"must be {ValueText.Of(types)}, is {ValueText.Of(value)}");
            return;
        }

        Values(schema, value, Add);
        switch (value.ValueKind)
        {
            case JsonValueKind.Number:
                Numbers(schema, ExactNumber.Parse(value.GetRawText()), value, Add);
                break;
            case JsonValueKind.String:
                Texts(schema, value.GetString()!, Add);
                break;
            case JsonValueKind.Array:
                Lists(schema, value, path, depth, found);
                break;
            case JsonValueKind.Object:
                Objects(schema, value, path, depth, found);
                break;
        }

        Combined(schema, value, path, depth, found);

        void Add(string message) => SchemaCheck.Add(found, path, message);
    }

    private static void Add(List<SchemaViolation> found, string path, string message)
    {
        if (found.Count < MaxViolations)
        {
            found.Add(new SchemaViolation(path, message));
        }
    }

    private static void Values(SchemaNode schema, JsonElement value, Action<string> add)
    {
        if (schema.Enum is { } allowed && !allowed.Contains(value, JsonEquality.Instance))
        {
            add($"must be one of {ValueText.Short(string.Join(", ", allowed.Select(v => v.GetRawText())))}, is {ValueText.Of(value)}");
        }

        if (schema.Const is { } only && !JsonEquality.Instance.Equals(only, value))
        {
            add($"must be {ValueText.Short(only.GetRawText())}, is {ValueText.Of(value)}");
        }
    }

    private static void Numbers(SchemaNode schema, ExactNumber? parsed, JsonElement value, Action<string> add)
    {
        if (parsed is not { } number)
        {
            add($"must be a number that can be computed with, is {ValueText.Of(value)}");
            return;
        }

        Bound(schema.Minimum, "at least", c => c >= 0);
        Bound(schema.ExclusiveMinimum, "more than", c => c > 0);
        Bound(schema.Maximum, "at most", c => c <= 0);
        Bound(schema.ExclusiveMaximum, "less than", c => c < 0);

        void Bound(ExactNumber? bound, string words, Func<int, bool> holds)
        {
            if (bound is { } limit && !holds(number.CompareTo(limit)))
            {
                add($"must be {words} {limit}, is {value.GetRawText()}");
            }
        }
    }

    private static void Texts(SchemaNode schema, string text, Action<string> add)
    {
        var length = text.EnumerateRunes().Count();
        if (length < schema.MinLength)
        {
            add($"must have at least {schema.MinLength} characters, has {length}");
        }

        if (length > schema.MaxLength)
        {
            add($"must have at most {schema.MaxLength} characters, has {length}");
        }

        if (schema.Pattern is { } pattern && !pattern.IsMatch(text))
        {
            add($"must match the pattern {pattern}, is {ValueText.Short(System.Text.Json.Nodes.JsonValue.Create(text).ToJsonString())}");
        }
    }

    private void Lists(SchemaNode schema, JsonElement list, string path, int depth, List<SchemaViolation> found)
    {
        var count = list.GetArrayLength();
        if (count < schema.MinItems)
        {
            Add(found, path, $"must have at least {schema.MinItems} items, has {count}");
        }

        if (count > schema.MaxItems)
        {
            Add(found, path, $"must have at most {schema.MaxItems} items, has {count}");
        }

        if (schema.UniqueItems)
        {
            var seen = new Dictionary<JsonElement, int>(JsonEquality.Instance);
            foreach (var (index, item) in list.EnumerateArray().Index())
            {
                if (!seen.TryAdd(item, index))
                {
                    Add(found, $"{path}[{index}]", $"must not stand in the list twice, is the same as [{seen[item]}]");
                }
            }
        }

        foreach (var (index, item) in list.EnumerateArray().Index())
        {
            var demanded = index < schema.PrefixItems.Count ? schema.PrefixItems[index] : schema.Items;
            if (demanded is not null)
            {
                Check(demanded, item, $"{path}[{index}]", depth + 1, found);
            }
        }
    }

    private void Objects(SchemaNode schema, JsonElement value, string path, int depth, List<SchemaViolation> found)
    {
        foreach (var name in schema.Required)
        {
            if (!value.TryGetProperty(name, out _))
            {
                Add(found, path, $"must have the property \"{name}\"");
            }
        }

        foreach (var property in value.EnumerateObject())
        {
            if (schema.Properties.TryGetValue(property.Name, out var demanded))
            {
                Check(demanded, property.Value, PathOf(path, property.Name), depth + 1, found);
            }
            else if (!schema.AdditionalProperties)
            {
                var known = schema.Properties.Count == 0 ? "none" : string.Join(", ", schema.Properties.Keys);
                Add(found, PathOf(path, property.Name), $"must not be there; the properties are: {ValueText.Short(known)}");
            }
        }
    }

    private void Combined(SchemaNode schema, JsonElement value, string path, int depth, List<SchemaViolation> found)
    {
        foreach (var one in schema.AllOf)
        {
            Check(one, value, path, depth + 1, found);
        }

        if (schema.AnyOf.Count > 0)
        {
            var tries = schema.AnyOf.Select(s => Try(s, value, path, depth)).ToList();
            if (tries.All(t => t.Count > 0))
            {
                Add(found, path, $"must be as one of {schema.AnyOf.Count} schemas say; the nearest says: {Nearest(tries)}");
            }
        }

        if (schema.OneOf.Count > 0)
        {
            var tries = schema.OneOf.Select(s => Try(s, value, path, depth)).ToList();
            var good = tries.Count(t => t.Count == 0);
            if (good != 1)
            {
                Add(found, path, good == 0
                    ? $"must be as exactly one of {tries.Count} schemas says; the nearest says: {Nearest(tries)}"
                    : $"must be as exactly one of {tries.Count} schemas says, is as {good} of them say");
            }
        }

        if (schema.Not is { } refused && Try(refused, value, path, depth).Count == 0)
        {
            Add(found, path, $"must not be as \"not\" says, is {ValueText.Of(value)}");
        }
    }

    private List<SchemaViolation> Try(SchemaNode schema, JsonElement value, string path, int depth)
    {
        var found = new List<SchemaViolation>();
        Check(schema, value, path, depth + 1, found);
        return found;
    }

    private static SchemaViolation Nearest(List<List<SchemaViolation>> tries) => tries.MinBy(t => (t.Count, -t[0].Path.Length))![0];

    private static SchemaTypes TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => SchemaTypes.Null,
        JsonValueKind.True or JsonValueKind.False => SchemaTypes.Boolean,
        JsonValueKind.Number => ExactNumber.Parse(value.GetRawText())?.IsInteger == true ? SchemaTypes.Number | SchemaTypes.Integer : SchemaTypes.Number,
        JsonValueKind.String => SchemaTypes.String,
        JsonValueKind.Array => SchemaTypes.Array,
        _ => SchemaTypes.Object,
    };

    private static string PathOf(string path, string name) =>
        name.Length > 0 && name.All(c => char.IsLetterOrDigit(c) || c is '_') ? $"{path}.{name}" : $"{path}[{System.Text.Json.Nodes.JsonValue.Create(name).ToJsonString()}]";
}
