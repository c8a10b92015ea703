using System.Globalization;

namespace Rlm.Configuration;

/// <summary>From the values of a provider to what they mean; null, or what is wrong.</summary>
internal static class ProviderValues
{
    public static string? Text(ProviderValue value, Action<string> set) => SettingValues.Text(value.Text, set);

    public static string? Texts(ProviderValue value, Action<IReadOnlyList<string>> set)
    {
        var texts = value.Items ?? [value.Text];
        if (texts.Any(string.IsNullOrEmpty))
        {
            return "is not to be empty";
        }

        set(texts);
        return null;
    }

    public static string? Choice<T>(ProviderValue value, IReadOnlyDictionary<string, T> choices, Action<T> set)
    {
        if (!choices.TryGetValue(value.Text.Trim().ToLowerInvariant(), out var chosen))
        {
            return $"is {string.Join(", ", choices.Keys.SkipLast(1))} or {choices.Keys.Last()}, not {value.Text}";
        }

        set(chosen);
        return null;
    }

    public static string? Whole(ProviderValue value, int least, int most, Action<int> set)
    {
        long? read = null;
        return SettingValues.Whole(value.Text, x => read = x) is { } problem ? $"{problem}, not {value.Text}"
            : read < least || read > most ? Outside(least, most)
            : Set(() => set((int)read!));
    }

    public static string? Number(ProviderValue value, double least, double most, Action<double> set) =>
        !double.TryParse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? $"is a number, not {value.Text}"
        : !(number >= least && number <= most) ? Outside(least, most)
        : Set(() => set(number));

    public static string? Price(ProviderValue value, Action<double> set) =>
        double.TryParse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var price) && price >= 0 && double.IsFinite(price)
            ? Set(() => set(price))
            : $"is a number of 0 or more, not {value.Text}";

    private static string Outside(double least, double most) =>
        string.Create(CultureInfo.InvariantCulture, $"lies between {least:#,0.###} and {most:#,0.###}");

    private static string? Set(Action set)
    {
        set();
        return null;
    }
}
