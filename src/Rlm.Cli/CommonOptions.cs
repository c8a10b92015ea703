using System.CommandLine;
using Rlm.CommandLine;
using Rlm.Configuration;

namespace Rlm.Cli;

/// <summary>The options that commands share.</summary>
internal static class CommonOptions
{
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

    private static readonly SettingFlags Flags = new(SettingList.All.Where(s => !s.IsOfServer));

    public static void AddTo(RootCommand root)
    {
        Flags.AddTo(root);
        root.Options.Add(Json);
    }

    /// <summary>The settings in force for a command line; throws when something in them is wrong.</summary>
    public static Settings LoadSettings(ParseResult parsed)
    {
        var settings = Flags.Load(parsed);
        settings.Rlm.Documents = settings.Rlm.Documents with
        {
            Include = parsed.GetValue(Include) ?? [],
            Exclude = parsed.GetValue(Exclude) ?? [],
        };
        return settings.Problems.Count == 0
            ? settings
            : throw new UsageException($"the configuration is wrong:\n  {string.Join("\n  ", settings.Problems)}");
    }
}
