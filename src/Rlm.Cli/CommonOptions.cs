using System.CommandLine;
using Rlm.Configuration;

namespace Rlm.Cli;

/// <summary>The options that commands share.</summary>
internal static class CommonOptions
{
    public static Option<string?> Config { get; } = new("--config") { Description = "Configuration file instead of the user's.", Recursive = true, HelpName = "FILE" };

    public static Option<bool> Json { get; } = new("--json") { Description = "Print one JSON object.", Recursive = true };

    public static Option<bool> DryRun { get; } = new("--dry-run") { Description = "Show configuration, models, documents, WASM status and prompt; call nobody." };

    public static Option<string?> Trace { get; } = new("--trace") { Description = "Where the run's trace goes.", HelpName = "FILE" };

    public static Option<bool> LocalOnly { get; } = new("--local-only") { Description = "Refuse every model that is not on this machine." };

    public static Option<string?> Session { get; } = new("--session") { Description = "Go on from what was asked under this name; documents and variables stay.", HelpName = "NAME" };

    public static Option<string[]> Include { get; } = new("--include") { Description = "Take only what this glob matches.", HelpName = "GLOB" };

    public static Option<string[]> Exclude { get; } = new("--exclude") { Description = "Leave out what this glob matches.", HelpName = "GLOB" };

    public static Argument<string[]> Documents { get; } = new("DOC")
    {
        Description = "File, folder, glob, archive, or - for standard input.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly IReadOnlyList<Option> SettingFlags = [.. SettingList.All.Where(s => s.Flag is not null).Select(ToFlag)];

    public static void AddTo(RootCommand root)
    {
        root.Options.Add(Config);
        root.Options.Add(Json);
        foreach (var flag in SettingFlags)
        {
            root.Options.Add(flag);
        }
    }

    /// <summary>The settings in force for a command line; throws when something in them is wrong.</summary>
    public static Settings LoadSettings(ParseResult parsed)
    {
        var flags = SettingFlags
            .Where(f => parsed.GetResult(f) is { Implicit: false })
            .ToDictionary(f => f.Name, f => ValueOf(parsed, f), StringComparer.Ordinal);
        var settings = SettingsLoader.Load(parsed.GetValue(Config), flags);
        settings.Rlm.Documents = settings.Rlm.Documents with
        {
            Include = parsed.GetValue(Include) ?? [],
            Exclude = parsed.GetValue(Exclude) ?? [],
        };
        return settings.Problems.Count == 0
            ? settings
            : throw new UsageException($"the configuration is wrong:\n  {string.Join("\n  ", settings.Problems)}");
    }

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
