using System.CommandLine;
using Rlm.Configuration;

namespace Rlm.CommandLine;

/// <summary>The flags of settings, for every program that has a command line; this file is part of each of them.</summary>
/// <param name="settings">The settings whose flags there are.</param>
internal sealed class SettingFlags(IEnumerable<Setting> settings)
{
    private readonly IReadOnlyList<Option> _flags = [.. settings.Where(s => s.Flag is not null).Select(ToFlag)];

    public Option<string?> Config { get; } = new("--config") { Description = "Configuration file instead of the user's.", Recursive = true, HelpName = "FILE" };

    public void AddTo(Command root)
    {
        root.Options.Add(Config);
        foreach (var flag in _flags)
        {
            root.Options.Add(flag);
        }
    }

    /// <summary>The settings in force for a command line, with everything that is wrong in them.</summary>
    public Settings Load(ParseResult parsed) => SettingsLoader.Load(parsed.GetValue(Config), _flags
        .Where(f => parsed.GetResult(f) is { Implicit: false })
        .ToDictionary(f => f.Name, f => ValueOf(parsed, f), StringComparer.Ordinal));

    private static Option ToFlag(Setting setting)
    {
        var description = $"{setting.Description} ({setting.Kind}; default: {setting.Default})";

        // One that is true or false may stand alone, and then leaves what follows it alone.
        return setting.Kind == SettingList.TrueOrFalse
            ? new Option<bool>(setting.Flag!) { Description = description, Recursive = true }
            : new Option<string?>(setting.Flag!) { Description = description, Recursive = true, HelpName = "VALUE" };
    }

    private static string ValueOf(ParseResult parsed, Option flag) => flag is Option<bool> alone
        ? parsed.GetValue(alone) ? "true" : "false"
        : parsed.GetValue((Option<string?>)flag) ?? string.Empty;
}
