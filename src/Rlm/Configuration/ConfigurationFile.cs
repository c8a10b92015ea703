using Tomlyn.Parsing;
using Tomlyn.Syntax;

namespace Rlm.Configuration;

/// <summary>Reads one TOML file into settings. All problems are gathered, each with file and line.</summary>
internal static class ConfigurationFile
{
    private const string Providers = "providers";

    /// <param name="source">The file.</param>
    /// <param name="trusted">Whether it may set everything; else it may only make limits stricter.</param>
    /// <param name="settings">Where values and problems go.</param>
    /// <returns>How many of its settings were refused because it is not trusted.</returns>
    public static int Read(ConfigurationSource source, bool trusted, Settings settings)
    {
        var path = source.Path;
        settings.Files.Add(path);
        if (TryParse(source.Text, path) is not { } document)
        {
            settings.Problems.Add($"{path}:{BadEscapeLine(source.Text)}: a backslash begins an escape that is none");
            return 0;
        }

        if (document.HasErrors)
        {
            settings.Problems.AddRange(document.Diagnostics.Select(d => $"{path}:{d.Span.Start.Line + 1}: {d.Message}"));
            return 0;
        }

        var refused = ReadValues(document.KeyValues, string.Empty, path, trusted, settings);
        var providers = new List<ProviderTable>();
        foreach (var table in document.Tables)
        {
            var name = table.Name?.ToString().Trim() ?? string.Empty;
            if (table is TableArraySyntax && name == Providers)
            {
                providers.Add(new ProviderTable(Place(path, table)));
                foreach (var item in table.Items)
                {
                    providers[^1].Add(item, Place(path, item), settings.Problems);
                }
            }
            else if (name == Providers + ".headers" && providers.Count > 0)
            {
                providers[^1].AddHeaders(table.Items, Place(path, table), settings.Problems);
            }
            else
            {
                refused += ReadValues(table.Items, name + ".", path, trusted, settings);
            }
        }

        return refused + providers.Count(provider => !ReadProvider(provider, trusted, settings));
    }

    private static int ReadValues(SyntaxList<KeyValueSyntax> items, string prefix, string path, bool trusted, Settings settings)
    {
        var refused = 0;
        foreach (var item in items)
        {
            var (key, value, place) = (prefix + item.Key?.ToString().Trim(), ProviderValue.TextOf(item.Value), Place(path, item));
            if (SettingList.All.FirstOrDefault(s => s.Key == key) is not { } setting)
            {
                settings.Problems.Add($"{place}: there is no setting {key}; the nearest is {Nearest(key)}");
            }
            else if (!trusted && setting.RefusalOf(value, settings) is { } refusal)
            {
                settings.Problems.Add($"{place}: {key} {refusal}");
                refused++;
            }
            else if (setting.Apply(settings, value) is { } problem)
            {
                settings.Problems.Add($"{place}: {key} {problem}");
            }
            else
            {
                settings.BaseUrlIsNamed |= setting.Key == "base_url";
                settings.Sets.Add(new SettingPlace(place, key, value));
            }
        }

        return refused;
    }

    private static bool ReadProvider(ProviderTable table, bool trusted, Settings settings)
    {
        if (!trusted)
        {
            settings.Problems.Add($"{table.Place}: providers cannot be set by a file that is not trusted");
            return false;
        }

        if (ProviderReader.Read(table, settings.Problems) is { } provider)
        {
            settings.Providers.Add(provider);
            settings.Sets.AddRange(table.Values.Select(v => new SettingPlace(v.Value.Place, $"providers.{v.Key}", v.Value.Shown)));
        }

        return true;
    }

    /// <summary>Null where the parser, which has no error for it, throws over a backslash at an odd place.</summary>
    private static DocumentSyntax? TryParse(string text, string path)
    {
        try
        {
            return SyntaxParser.Parse(text, path);
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    /// <summary>The line that the parser throws at: the first with which the text up to it cannot be parsed.</summary>
    private static int BadEscapeLine(string text)
    {
        var lines = text.Split('\n');
        var (good, bad) = (0, lines.Length);
        while (bad - good > 1)
        {
            var middle = (good + bad) / 2;
            (good, bad) = TryParse(string.Join('\n', lines[..middle]), string.Empty) is null ? (good, middle) : (middle, bad);
        }

        return bad;
    }

    private static string Place(string path, SyntaxNode node) => $"{path}:{node.Span.Start.Line + 1}";

    private static string Nearest(string key)
    {
        // What is far longer than any key is not worth a comparison.
        const int most = 100;
        var start = key.Length <= most ? key : key[..most];
        return SettingList.All.Select(s => s.Key).MinBy(k => Distance(k, start))!;
    }

    /// <summary>Levenshtein's distance.</summary>
    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, diagonal + (left[i - 1] == right[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[^1];
    }
}
