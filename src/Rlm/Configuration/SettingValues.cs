using System.Collections.Immutable;
using System.Globalization;
using Rlm.Documents;
using Rlm.Wasm.Jail;

namespace Rlm.Configuration;

/// <summary>From the text of a value to the value; null and a reason when it is not one.</summary>
internal static class SettingValues
{
    private static readonly (string Suffix, long Factor)[] Units =
        [("KiB", 1L << 10), ("MiB", 1L << 20), ("GiB", 1L << 30), ("kB", 1_000), ("MB", 1_000_000), ("GB", 1_000_000_000), ("B", 1)];

    public static string? Size(string text, Action<long> set)
    {
        var (number, factor) = (text.Trim(), 1L);
        foreach (var (suffix, unit) in Units)
        {
            if (number.EndsWith(suffix, StringComparison.OrdinalIgnoreCase))
            {
                (number, factor) = (number[..^suffix.Length].Trim(), unit);
                break;
            }
        }

        if (!long.TryParse(number, NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var value)
            || value < 0 || value > long.MaxValue / factor)
        {
            return "is a number of bytes, such as 268435456 or 256MiB";
        }

        set(value * factor);
        return null;
    }

    public static string? Whole(string text, Action<long> set)
    {
        if (!long.TryParse(text.Replace("_", string.Empty, StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture, out var value))
        {
            return "is a whole number";
        }

        set(value);
        return null;
    }

    public static string? Count(string text, Action<int> set)
    {
        var problem = Whole(text, value => set((int)Math.Min(value, int.MaxValue)));
        return problem;
    }

    public static string? Jail(string text, Action<JailMode> set)
    {
        if (text is not ("required" or "none"))
        {
            return "is required or none";
        }

        set(text == "none" ? JailMode.None : JailMode.Required);
        return null;
    }

    public static string? Decimal(string text, Action<double> set)
    {
        if (!double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value))
        {
            return "is a number such as 0.5";
        }

        set(value);
        return null;
    }

    public static string? Switch(string text, Action<bool> set)
    {
        bool? value = text.Trim().ToLowerInvariant() switch
        {
            "true" or "1" or "yes" or "on" => true,
            "false" or "0" or "no" or "off" => false,
            _ => null,
        };
        if (value is null)
        {
            return "is true or false";
        }

        set(value.Value);
        return null;
    }

    /// <summary>Words apart by spaces; none is fine.</summary>
    public static string? Words(string text, Action<IReadOnlyList<string>> set)
    {
        set(text.Split([' ', ProviderValue.ItemEnd], StringSplitOptions.RemoveEmptyEntries));
        return null;
    }

    /// <summary>Folders, a list in a file and else as in <c>PATH</c>; none is fine.</summary>
    public static string? Folders(string text, Action<IReadOnlyList<string>> set)
    {
        const StringSplitOptions bare = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
        set([.. text.Split([Path.PathSeparator, ProviderValue.ItemEnd], bare).Select(Path.GetFullPath)]);
        return null;
    }

    /// <summary>Formats of documents; none is fine.</summary>
    public static string? Formats(string text, Action<ImmutableHashSet<DocumentFormat>> set)
    {
        var names = text.Split([' ', ',', ProviderValue.ItemEnd], StringSplitOptions.RemoveEmptyEntries);
        var known = Enum.GetValues<DocumentFormat>().ToDictionary(f => SnakeCase.Of(f.ToString()));
        if (names.FirstOrDefault(n => n != "none" && !known.ContainsKey(n)) is { } unknown)
        {
            return $"knows no {unknown}; there are {string.Join(", ", known.Keys)}, and none";
        }

        set([.. names.Where(known.ContainsKey).Select(n => known[n])]);
        return null;
    }

    public static string? Text(string text, Action<string> set)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return "is not to be empty";
        }

        set(text);
        return null;
    }
}
