using System.CommandLine;
using System.Text.Json;
using Rlm.Configuration;

namespace Rlm.Cli.Configuration;

/// <summary>What <c>rlm config trust --json</c> and <c>rlm config untrust --json</c> print.</summary>
/// <param name="Success">True.</param>
/// <param name="File">The file, its whole path.</param>
/// <param name="Sha256">The hash of its bytes; null where its acceptance was taken back.</param>
/// <param name="Trusted">Whether it is accepted now.</param>
/// <param name="Sets">What it sets.</param>
internal sealed record TrustOutput(bool Success, string File, string? Sha256, bool Trusted, IReadOnlyList<SettingPlace> Sets);

/// <summary><c>rlm config show|trust|untrust</c>: what holds, and whether the <c>rlm.toml</c> of a folder may set executables, models and folders.</summary>
internal static class ConfigCommand
{
    private static readonly Argument<string> FileName = new("FILE") { Description = "The rlm.toml; default: that of this folder.", DefaultValueFactory = _ => LocalFile.Name };

    private static readonly Option<bool> Look = new("--dry-run") { Description = "Show what the file sets, and accept nothing." };

    public static Command Create()
    {
        var trust = new Command("trust", "Shows what an rlm.toml sets and accepts it as it is now; once changed, it is not trusted any more.") { FileName, Look };
        trust.SetAction(Trust);
        var untrust = new Command("untrust", "Takes the acceptance of an rlm.toml back.") { FileName };
        untrust.SetAction(Untrust);
        return new Command("config", "Shows what is configured, and says which rlm.toml files may set executables, models and folders.") { ConfigShow.Create(), trust, untrust };
    }

    private static int Trust(ParseResult parsed)
    {
        var path = PathOf(parsed);
        var settings = new Settings();
        if (ConfigurationSource.Read(path, named: false, settings.Problems) is not { } source)
        {
            throw new UsageException(settings.Problems[0]);
        }

        ConfigurationFile.Read(source, trusted: true, settings);
        if (settings.Problems.Count > 0)
        {
            throw new UsageException($"the file cannot be used, so there is nothing to trust:\n  {string.Join("\n  ", settings.Problems)}");
        }

        var look = parsed.GetValue(Look);
        if (!look)
        {
            Write(() => TrustedFiles.OfUser.Add(path, source.Sha256));
        }

        var trusted = !look || TrustedFiles.OfUser.Contains(path, source.Sha256);
        Print(parsed, new TrustOutput(true, TrustedFiles.Identity(path), source.Sha256, trusted, settings.Sets));
        return ExitCode.Done;
    }

    private static int Untrust(ParseResult parsed)
    {
        var path = PathOf(parsed);
        var was = false;
        Write(() => was = TrustedFiles.OfUser.Remove(path));
        var file = TrustedFiles.Identity(path);
        var output = parsed.InvocationConfiguration.Output;
        output.WriteLine(parsed.GetValue(CommonOptions.Json)
            ? JsonSerializer.Serialize(new TrustOutput(true, file, null, false, []), CliJson.Readable.TrustOutput)
            : TerminalText.Clean(was ? $"{file} is no longer trusted." : $"{file} was not trusted."));
        return ExitCode.Done;
    }

    private static void Write(Action change)
    {
        try
        {
            change();
        }
        catch (IOException exception)
        {
            throw new UsageException(exception.Message, ExitCode.Failed);
        }
    }

    private static void Print(ParseResult parsed, TrustOutput result)
    {
        var output = parsed.InvocationConfiguration.Output;
        if (parsed.GetValue(CommonOptions.Json))
        {
            output.WriteLine(JsonSerializer.Serialize(result, CliJson.Readable.TrustOutput));
            return;
        }

        output.WriteLine(TerminalText.Clean(result.Sets.Count == 0 ? $"{result.File} sets nothing." : $"{result.File} sets:"));
        foreach (var set in result.Sets)
        {
            output.WriteLine(TerminalText.Clean($"  {set.Place[(set.Place.LastIndexOf(':') + 1)..],4}: {set.Key} = {set.Value}").ReplaceLineEndings(" "));
        }

        output.WriteLine(result.Trusted
            ? $"It is trusted as it is now (SHA-256 {result.Sha256}). `rlm config untrust` takes that back."
            : $"It is not trusted. `rlm config trust` accepts it as it is now (SHA-256 {result.Sha256}).");
    }

    /// <summary>Only a file of that name is read of itself; all others are named, and that is trust enough.</summary>
    private static string PathOf(ParseResult parsed)
    {
        var path = parsed.GetValue(FileName)!;
        return path.Length > 0 && Path.GetFileName(path) == LocalFile.Name
            ? path
            : throw new UsageException($"only a file of the name {LocalFile.Name} is read of itself, and needs trust. Name any other one with --config.");
    }
}
