using System.Text.Json;
using System.Text.RegularExpressions;

namespace Rlm.Schemas;

/// <summary>From the JSON of a schema to its nodes, with everything that is wrong in it.</summary>
internal sealed class SchemaReader
{
    private const int MaxDepth = 32;
    private const string Ignored = "title description default examples $schema $comment";

    private static readonly Dictionary<string, SchemaTypes> TypeNames = new(StringComparer.Ordinal)
    {
        ["null"] = SchemaTypes.Null,
        ["boolean"] = SchemaTypes.Boolean,
        ["integer"] = SchemaTypes.Integer,
        ["number"] = SchemaTypes.Number,
        ["string"] = SchemaTypes.String,
        ["array"] = SchemaTypes.Array,
        ["object"] = SchemaTypes.Object,
    };

    public List<string> Problems { get; } = [];

    public Dictionary<string, SchemaNode> Definitions { get; } = new(StringComparer.Ordinal);

    public SchemaNode ReadRoot(JsonElement schema)
    {
        var root = Read(schema, "$", 0, isRoot: true);
        Definitions[string.Empty] = root;
        new ReferenceCheck(Definitions, Problems).Run();
        return root;
    }

    private SchemaNode Read(JsonElement schema, string path, int depth, bool isRoot = false)
    {
        var node = new SchemaNode();
        if (schema.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return node with { IsNever = schema.ValueKind is JsonValueKind.False };
        }

        if (schema.ValueKind is not JsonValueKind.Object)
        {
            return Wrong(path, "must be an object, true or false", node);
        }

        if (depth > MaxDepth)
        {
            return Wrong(path, $"is more than {MaxDepth} schemas deep; use $defs", node);
        }

        foreach (var keyword in schema.EnumerateObject())
        {
            node = Keyword(node, keyword, path, depth, isRoot);
        }

        return node;
    }

    private SchemaNode Keyword(SchemaNode node, JsonProperty keyword, string path, int depth, bool isRoot)
    {
        var (value, at) = (keyword.Value, $"{path}.{keyword.Name}");
        switch (keyword.Name)
        {
            case "type": return node with { Types = Types(value, at) };
            case "enum": return node with { Enum = value.ValueKind is JsonValueKind.Array && value.GetArrayLength() > 0 ? [.. value.EnumerateArray()] : Wrong<JsonElement[]>(at, "must be a list with at least one value", []) };
            case "const": return node with { Const = value };
            case "minimum": return node with { Minimum = Number(value, at) };
            case "exclusiveMinimum": return node with { ExclusiveMinimum = Number(value, at) };
            case "maximum": return node with { Maximum = Number(value, at) };
            case "exclusiveMaximum": return node with { ExclusiveMaximum = Number(value, at) };
            case "minLength": return node with { MinLength = Count(value, at) };
            case "maxLength": return node with { MaxLength = Count(value, at) };
            case "pattern": return node with { Pattern = Pattern(value, at) };
            case "minItems": return node with { MinItems = Count(value, at) };
            case "maxItems": return node with { MaxItems = Count(value, at) };
            case "uniqueItems": return node with { UniqueItems = Bool(value, at) };
            case "prefixItems": return node with { PrefixItems = List(value, at, depth) };
            case "items": return node with { Items = Read(value, at, depth + 1) };
            case "properties": return node with { Properties = Named(value, at, depth) };
            case "required": return node with { Required = Names(value, at) };
            case "additionalProperties": return node with { AdditionalProperties = Bool(value, at) };
            case "allOf": return node with { AllOf = List(value, at, depth) };
            case "anyOf": return node with { AnyOf = List(value, at, depth) };
            case "oneOf": return node with { OneOf = List(value, at, depth) };
            case "not": return node with { Not = Read(value, at, depth + 1) };
            case "$ref": return node with { Reference = Reference(value, at) };
            case "$defs" when isRoot: Define(value, at, depth); return node;
            case "$defs": return Wrong(at, "may stand at the top of the schema only", node);
            default:
                return Ignored.Split(' ').Contains(keyword.Name)
                    ? node
                    : Wrong(path, $"\"{keyword.Name}\" is a keyword that is not supported; leave it out, and say it in the question", node);
        }
    }

    private SchemaTypes? Types(JsonElement value, string at)
    {
        JsonElement[] named = value.ValueKind is JsonValueKind.Array ? [.. value.EnumerateArray()] : [value];
        var types = SchemaTypes.None;
        foreach (var name in named)
        {
            if (name.ValueKind is not JsonValueKind.String || !TypeNames.TryGetValue(name.GetString()!, out var type))
            {
                return Wrong<SchemaTypes?>(at, $"must be one of {string.Join(", ", TypeNames.Keys)}, or a list of them", null);
            }

            types |= type;
        }

        return types is SchemaTypes.None ? Wrong<SchemaTypes?>(at, "must name at least one type", null) : types;
    }

    private void Define(JsonElement value, string at, int depth)
    {
        foreach (var (name, node) in Named(value, at, depth))
        {
            Definitions[name] = node;
        }
    }

    private Dictionary<string, SchemaNode> Named(JsonElement value, string at, int depth)
    {
        var nodes = new Dictionary<string, SchemaNode>(StringComparer.Ordinal);
        if (value.ValueKind is not JsonValueKind.Object)
        {
            return Wrong(at, "must be an object of schemas", nodes);
        }

        foreach (var property in value.EnumerateObject())
        {
            nodes[property.Name] = Read(property.Value, $"{at}.{property.Name}", depth + 1);
        }

        return nodes;
    }

    private SchemaNode[] List(JsonElement value, string at, int depth) =>
        value.ValueKind is JsonValueKind.Array && value.GetArrayLength() > 0
            ? [.. value.EnumerateArray().Select((item, i) => Read(item, $"{at}[{i}]", depth + 1))]
            : Wrong<SchemaNode[]>(at, "must be a list with at least one schema", []);

    private string[] Names(JsonElement value, string at) =>
        value.ValueKind is JsonValueKind.Array && value.EnumerateArray().All(n => n.ValueKind is JsonValueKind.String)
            ? [.. value.EnumerateArray().Select(n => n.GetString()!)]
            : Wrong<string[]>(at, "must be a list of names", []);

    private ExactNumber? Number(JsonElement value, string at) =>
        (value.ValueKind is JsonValueKind.Number ? ExactNumber.Parse(value.GetRawText()) : null) ?? Wrong<ExactNumber?>(at, "must be a number", null);

    private int? Count(JsonElement value, string at) =>
        value.ValueKind is JsonValueKind.Number && value.TryGetInt32(out var count) && count >= 0
            ? count
            : Wrong<int?>(at, "must be a whole number from 0", null);

    private bool Bool(JsonElement value, string at) => value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => Wrong(at, "must be true or false", false),
    };

    private Regex? Pattern(JsonElement value, string at)
    {
        if (value.ValueKind is not JsonValueKind.String)
        {
            return Wrong<Regex?>(at, "must be a text", null);
        }

        return BoundedPattern.Create(value.GetString()!, out var problem) ?? Wrong<Regex?>(at, problem!, null);
    }

    private string? Reference(JsonElement value, string at)
    {
        const string definitions = "#/$defs/";
        var target = value.ValueKind is JsonValueKind.String ? value.GetString()! : string.Empty;
        return target == "#" ? string.Empty
            : target.StartsWith(definitions, StringComparison.Ordinal) && target.Length > definitions.Length
                ? Uri.UnescapeDataString(target[definitions.Length..]).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)
                : Wrong<string?>(at, "must be \"#\" or \"#/$defs/NAME\"", null);
    }

    private T Wrong<T>(string path, string problem, T instead)
    {
        Problems.Add($"{path}: {problem}");
        return instead;
    }
}
