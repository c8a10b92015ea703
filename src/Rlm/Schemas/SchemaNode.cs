using System.Text.Json;
using System.Text.RegularExpressions;

namespace Rlm.Schemas;

/// <summary>One schema, read and checked. What is null is not demanded.</summary>
internal sealed record SchemaNode
{
    /// <summary>The schema <c>false</c>: nothing is allowed.</summary>
    public bool IsNever { get; init; }

    public SchemaTypes? Types { get; init; }

    public IReadOnlyList<JsonElement>? Enum { get; init; }

    public JsonElement? Const { get; init; }

    public ExactNumber? Minimum { get; init; }

    public ExactNumber? ExclusiveMinimum { get; init; }

    public ExactNumber? Maximum { get; init; }

    public ExactNumber? ExclusiveMaximum { get; init; }

    public int? MinLength { get; init; }

    public int? MaxLength { get; init; }

    public Regex? Pattern { get; init; }

    public int? MinItems { get; init; }

    public int? MaxItems { get; init; }

    public bool UniqueItems { get; init; }

    public IReadOnlyList<SchemaNode> PrefixItems { get; init; } = [];

    public SchemaNode? Items { get; init; }

    public IReadOnlyDictionary<string, SchemaNode> Properties { get; init; } = new Dictionary<string, SchemaNode>();

    public IReadOnlyList<string> Required { get; init; } = [];

    public bool AdditionalProperties { get; init; } = true;

    public IReadOnlyList<SchemaNode> AllOf { get; init; } = [];

    public IReadOnlyList<SchemaNode> AnyOf { get; init; } = [];

    public IReadOnlyList<SchemaNode> OneOf { get; init; } = [];

    public SchemaNode? Not { get; init; }

    /// <summary>Name of a definition; empty: the whole schema.</summary>
    public string? Reference { get; init; }

    /// <summary>The schemas that are held to the same value as this one.</summary>
    public IEnumerable<SchemaNode> InPlace => [.. AllOf, .. AnyOf, .. OneOf, .. Not is null ? Array.Empty<SchemaNode>() : [Not]];

    /// <summary>The schemas that are held to parts of the value.</summary>
    public IEnumerable<SchemaNode> Deeper => [.. PrefixItems, .. Properties.Values, .. Items is null ? Array.Empty<SchemaNode>() : [Items]];
}
