using Tomlyn.Syntax;

namespace Rlm.Configuration;

/// <summary>A <c>[[providers]]</c> table with its <c>[providers.headers]</c>, as they stand in a file.</summary>
/// <param name="place">File and line where it begins.</param>
internal sealed class ProviderTable(string place)
{
    private readonly Dictionary<string, ProviderValue> _values = new(StringComparer.Ordinal);

    public string Place => place;

    public IReadOnlyDictionary<string, ProviderValue> Values => _values;

    /// <summary>Takes a value; one that stands there twice is a problem.</summary>
    public void Add(KeyValueSyntax item, string itemPlace, List<string> problems)
    {
        var name = ProviderValue.NameOf(item);
        if (!_values.TryAdd(name, ProviderValue.Of(itemPlace, item.Value)))
        {
            problems.Add($"{itemPlace}: {name} stands there twice");
        }
    }

    /// <summary>Takes a <c>[providers.headers]</c> table.</summary>
    public void AddHeaders(SyntaxList<KeyValueSyntax> items, string itemPlace, List<string> problems)
    {
        if (!_values.TryAdd("headers", new ProviderValue(itemPlace, string.Empty) { Fields = ProviderValue.FieldsOf(items) }))
        {
            problems.Add($"{itemPlace}: headers stands there twice");
        }
    }
}
