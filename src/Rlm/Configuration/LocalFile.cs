namespace Rlm.Configuration;

/// <summary>
/// The <c>rlm.toml</c> of a working folder. It may have come with a stranger's checkout: until its user has accepted it as
/// it is, it may only make limits stricter than they are.
/// </summary>
internal static class LocalFile
{
    public const string Name = "rlm.toml";

    /// <summary>Whether something of that name lies in the working folder that has to be read.</summary>
    public static bool Exists => File.Exists(Name);

    /// <summary>Reads it into the settings.</summary>
    public static void Read(Settings settings)
    {
        if (ConfigurationSource.Read(Name, named: false, settings.Problems) is not { } source)
        {
            return;
        }

        var trusted = TrustedFiles.OfUser.Contains(Name, source.Sha256);
        var refused = ConfigurationFile.Read(source, trusted, settings);
        if (refused > 0)
        {
            var changed = TrustedFiles.OfUser.Knows(Name) ? $"{Name} was trusted before and has changed since" : $"{Name} came with this folder and is not trusted";
            settings.Problems.Add(
                $"{changed}. `rlm config trust --dry-run` shows what it sets; `rlm config trust` accepts it as it is now. Your own settings stand in {Hosting.RlmPaths.ConfigurationFile}.");
        }
    }
}
