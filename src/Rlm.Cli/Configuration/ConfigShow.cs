using System.CommandLine;
using System.Text.Json;
using Rlm.Configuration;
using Rlm.Hosting;

namespace Rlm.Cli.Configuration;

/// <summary>A setting as it holds.</summary>
/// <param name="Key">Its key in a configuration file.</param>
/// <param name="Value">Its value; what holds when nobody sets it is said for people.</param>
/// <param name="From">File and line, environment variable or flag; null: nobody set it.</param>
internal sealed record EffectiveSetting(string Key, string Value, string? From);

/// <summary>What <c>rlm config show --json</c> prints.</summary>
/// <param name="Success">True.</param>
/// <param name="Files">The files that were read.</param>
/// <param name="Settings">All settings, in the order of the reference.</param>
/// <param name="Providers">What the <c>[[providers]]</c> set, in their order.</param>
internal sealed record ConfigShowOutput(
    bool Success, IReadOnlyList<string> Files, IReadOnlyList<EffectiveSetting> Settings, IReadOnlyList<EffectiveSetting> Providers);

/// <summary><c>rlm config show</c>: what holds, and who said so.</summary>
internal static class ConfigShow
{
    private const string Hidden = "(hidden)";

    public static Command Create()
    {
        var command = new Command("show", "Prints every setting, its value, and where it comes from; nothing secret.");
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var loaded = CommonOptions.LoadSettings(parsed);
        var result = new ConfigShowOutput(
            true,
            loaded.Files,
            [.. SettingList.All.Select(setting => Effective(setting, loaded))],
            [.. loaded.Sets.Where(set => SettingList.All.All(s => s.Key != set.Key)).Select(Shown)]);
        var output = parsed.InvocationConfiguration.Output;
        if (parsed.GetValue(CommonOptions.Json))
        {
            output.WriteLine(JsonSerializer.Serialize(result, CliJson.Readable.ConfigShowOutput));
            return ExitCode.Done;
        }

        output.WriteLine(TerminalText.Clean(loaded.Files.Count == 0
            ? $"No configuration file was read; yours would be {RlmPaths.ConfigurationFile}."
            : $"Read: {string.Join(", ", loaded.Files)}"));
        foreach (var setting in result.Settings.Concat(result.Providers))
        {
            var from = setting.From is null ? string.Empty : $"   <- {setting.From}";
            output.WriteLine(TerminalText.Clean($"{setting.Key,-34} {setting.Value}{from}").ReplaceLineEndings(" "));
        }

        return ExitCode.Done;
    }

    private static EffectiveSetting Effective(Setting setting, Settings loaded) =>
        loaded.Sets.LastOrDefault(set => set.Key == setting.Key) is { } set ? Shown(set) : new EffectiveSetting(setting.Key, setting.Default, null);

    private static EffectiveSetting Shown(SettingPlace set) => new(set.Key, WithoutSecrets(set.Key, set.Value), set.Place);

    /// <summary>Keys never stand in a configuration; headers and the user's part of an address may, in whatever spelling.</summary>
    private static string WithoutSecrets(string key, string value)
    {
        if (key == "providers.headers")
        {
            return Hidden;
        }

        const string scheme = "://";
        var end = key.EndsWith("base_url", StringComparison.Ordinal) || key == "providers.proxy" ? value.LastIndexOf('@') : -1;
        var start = value.IndexOf(scheme, StringComparison.Ordinal) is var at and >= 0 ? at + scheme.Length : 0;
        return end > start ? $"{value[..start]}{Hidden}{value[end..]}" : value;
    }
}
