using Rlm.Hosting;

namespace Rlm.Configuration;

/// <summary>Gathers the settings. Later ones win: default, user's file, file in the working folder, environment, flag.</summary>
internal static class SettingsLoader
{
    /// <param name="configuration">The file that <c>--config</c> names instead of the user's, or null.</param>
    /// <param name="flags">Flags that were given, by name.</param>
    public static Settings Load(string? configuration, IReadOnlyDictionary<string, string> flags)
    {
        var settings = new Settings();
        var user = configuration ?? RlmPaths.ConfigurationFile;
        if ((configuration is not null || File.Exists(user)) && ConfigurationSource.Read(user, named: true, settings.Problems) is { } source)
        {
            ConfigurationFile.Read(source, trusted: true, settings);
        }

        if (LocalFile.Exists && Path.GetFullPath(LocalFile.Name) != Path.GetFullPath(user))
        {
            LocalFile.Read(settings);
        }

        foreach (var setting in SettingList.All)
        {
            if (Environment.GetEnvironmentVariable(setting.Environment) is { Length: > 0 } value)
            {
                settings.BaseUrlIsNamed &= setting.Key != "base_url";
                Apply(setting, value, setting.Environment, settings);
            }

            if (setting.Flag is not null && flags.TryGetValue(setting.Flag, out var flag))
            {
                settings.BaseUrlIsNamed |= setting.Key == "base_url";
                Apply(setting, flag, setting.Flag, settings);
            }
        }

        return settings;
    }

    private static void Apply(Setting setting, string value, string place, Settings settings)
    {
        if (setting.Apply(settings, value) is { } problem)
        {
            settings.Problems.Add($"{place} {problem}");
            return;
        }

        settings.Sets.Add(new SettingPlace(place, setting.Key, value));
    }
}
