using Tomlyn.Parsing;
using Tomlyn.Syntax;

namespace Rlm.Cli.Configuration;

/// <summary>Reads one TOML file into settings. All problems are gathered, each with file and line.</summary>
internal static class ConfigurationFile
{
    private const string Providers = "providers";

    /// <param name="path">The file.</param>
    /// <param name="trusted">Whether it may also set executables, addresses and folders.</param>
    /// <param name="settings">Where values and problems go.</param>
    public static void Read(string path, bool trusted, Settings settings)
    {
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            settings.Problems.Add($"{path}: cannot be read: {exception.Message}");
            return;
        }

        settings.Files.Add(path);
        var document = SyntaxParser.Parse(text, path);
        if (document.HasErrors)
        {
            settings.Problems.AddRange(document.Diagnostics.Select(d => $"{path}:{d.Span.Start.Line + 1}: {d.Message}"));
            return;
        }

        ReadValues(document.KeyValues, string.Empty, path, trusted, settings);
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
                ReadValues(table.Items, name + ".", path, trusted, settings);
            }
        }

        foreach (var provider in providers)
        {
            ReadProvider(provider, trusted, settings);
        }
    }

    private static void ReadValues(SyntaxList<KeyValueSyntax> items, string prefix, string path, bool trusted, Settings settings)
    {
        foreach (var item in items)
        {
            var key = prefix + item.Key?.ToString().Trim();
            var place = Place(path, item);
            if (SettingList.All.FirstOrDefault(s => s.Key == key) is not { } setting)
            {
                settings.Problems.Add($"{place}: there is no setting {key}; the nearest is {Nearest(key)}");
            }
            else if (setting.Restricted && !trusted)
            {
                settings.Problems.Add($"{place}: {key} cannot be set by a file in the working folder, which may be a stranger's. Set it in {Hosting.RlmPaths.ConfigurationFile}.");
            }
            else if (setting.Apply(settings, ProviderValue.TextOf(item.Value)) is { } problem)
            {
                settings.Problems.Add($"{place}: {key} {problem}");
            }
            else
            {
                settings.BaseUrlIsNamed |= setting.Key == "base_url";
            }
        }
    }

    private static void ReadProvider(ProviderTable table, bool trusted, Settings settings)
    {
        if (!trusted)
        {
            settings.Problems.Add($"{table.Place}: providers cannot be set by a file in the working folder, which may be a stranger's. Set them in {Hosting.RlmPaths.ConfigurationFile}.");
        }
        else if (ProviderReader.Read(table, settings.Problems) is { } provider)
        {
            settings.Providers.Add(provider);
        }
    }

    private static string Place(string path, SyntaxNode node) => $"{path}:{node.Span.Start.Line + 1}";

    private static string Nearest(string key) => SettingList.All.Select(s => s.Key).MinBy(k => Distance(k, key))!;

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
