using System.Globalization;
using Tomlyn.Syntax;

namespace Rlm.Configuration;

/// <summary>A value in a <c>[[providers]]</c> table.</summary>
/// <param name="Place">Its file and line.</param>
/// <param name="Text">As a text; of a list or a table what stands in the file.</param>
internal sealed record ProviderValue(string Place, string Text)
{
    /// <summary>What stands between the items of a list that became one text.</summary>
    public const char ItemEnd = '\n';

    /// <summary>Its items, when it is a list of texts; else null.</summary>
    public IReadOnlyList<string>? Items { get; init; }

    /// <summary>Its fields, when it is a table of texts; else null.</summary>
    public IReadOnlyDictionary<string, string>? Fields { get; init; }

    /// <summary>As it is shown to people.</summary>
    public string Shown => Fields is { } fields ? $"{{ {string.Join(", ", fields.Select(f => $"{f.Key} = {f.Value}"))} }}"
        : Items is { } items ? $"[{string.Join(", ", items)}]"
        : Text;

    public static ProviderValue Of(string place, ValueSyntax? value) => value switch
    {
        ArraySyntax list => new ProviderValue(place, Source(value))
        {
            Items = list.Items.All(i => i.Value is StringValueSyntax) ? [.. list.Items.Select(i => TextOf(i.Value))] : null,
        },
        InlineTableSyntax table => new ProviderValue(place, Source(value)) { Fields = FieldsOf(table.Items.Select(i => i.KeyValue)) },
        _ => new ProviderValue(place, TextOf(value)),
    };

    /// <summary>The fields of a table, or null when one is no text or stands there twice.</summary>
    public static IReadOnlyDictionary<string, string>? FieldsOf(IEnumerable<KeyValueSyntax?> items)
    {
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        return items.All(i => i?.Value is StringValueSyntax && fields.TryAdd(NameOf(i), TextOf(i.Value))) ? fields : null;
    }

    public static string NameOf(KeyValueSyntax item) => item.Key?.ToString().Trim().Trim('"', '\'') ?? string.Empty;

    public static string TextOf(ValueSyntax? value) => value switch
    {
        StringValueSyntax text => text.Value ?? string.Empty,
        IntegerValueSyntax integer => integer.Value.ToString(CultureInfo.InvariantCulture),
        FloatValueSyntax number => number.Value.ToString(CultureInfo.InvariantCulture),
        BooleanValueSyntax boolean => boolean.Value ? "true" : "false",
        ArraySyntax list => string.Join(ItemEnd, list.Items.Select(i => TextOf(i.Value))),
        _ => Source(value),
    };

    private static string Source(ValueSyntax? value) => value?.ToString().Trim() ?? string.Empty;
}
