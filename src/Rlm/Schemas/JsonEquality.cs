using System.Text.Json;

namespace Rlm.Schemas;

/// <summary>Whether two values are the same as JSON Schema means it: 1 and 1.0 are, and the order of properties is nothing.</summary>
internal sealed class JsonEquality : IEqualityComparer<JsonElement>
{
    public static JsonEquality Instance { get; } = new();

    public bool Equals(JsonElement x, JsonElement y) => x.ValueKind == y.ValueKind && x.ValueKind switch
    {
        JsonValueKind.Number => ExactNumber.Parse(x.GetRawText()) is { } a && ExactNumber.Parse(y.GetRawText()) is { } b ? a.Equals(b) : x.GetRawText() == y.GetRawText(),
        JsonValueKind.String => x.GetString() == y.GetString(),
        JsonValueKind.Array => x.GetArrayLength() == y.GetArrayLength() && x.EnumerateArray().Zip(y.EnumerateArray()).All(p => Equals(p.First, p.Second)),
        JsonValueKind.Object => x.GetPropertyCount() == y.GetPropertyCount()
            && x.EnumerateObject().All(p => y.TryGetProperty(p.Name, out var other) && Equals(p.Value, other)),
        _ => true,
    };

    public int GetHashCode(JsonElement obj) => obj.ValueKind switch
    {
        JsonValueKind.Number => ExactNumber.Parse(obj.GetRawText())?.GetHashCode() ?? 0,
        JsonValueKind.String => string.GetHashCode(obj.GetString(), StringComparison.Ordinal),
        JsonValueKind.Array => obj.EnumerateArray().Aggregate(1, (h, e) => HashCode.Combine(h, GetHashCode(e))),
        JsonValueKind.Object => obj.EnumerateObject().Aggregate(2, (h, p) => h ^ HashCode.Combine(string.GetHashCode(p.Name, StringComparison.Ordinal), GetHashCode(p.Value))),
        _ => (int)obj.ValueKind,
    };
}
