using System.Text.RegularExpressions;
using Rlm.Configuration;
using Rlm.Testing;

namespace Rlm.Cli.Tests.Reference;

/// <summary><c>config.example.toml</c> as somebody uses it: with the signs of comment taken away.</summary>
public sealed partial class ExampleConfigurationTests
{
    [Fact]
    public void It_sets_everything_that_can_be_set_and_nothing_else()
    {
        var text = Uncommented().Replace(File.ReadAllText(Repository.PathOf("config.example.toml")), string.Empty);
        var folder = Directory.CreateTempSubdirectory("rlm-example");
        try
        {
            var path = Path.Combine(folder.FullName, "config.toml");
            File.WriteAllText(path, text);
            var settings = new Settings();
            ConfigurationFile.Read(ConfigurationSource.Read(path, named: true, settings.Problems)!, trusted: true, settings);

            Assert.Empty(settings.Problems);
            var expected = SettingList.All.Select(s => s.Key).Concat(ProviderKeys.All.Select(k => $"providers.{k.Name}"));
            Assert.Equal(expected.Order(StringComparer.Ordinal), settings.Sets.Select(s => s.Key).Distinct().Order(StringComparer.Ordinal));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void As_it_is_it_changes_nothing()
    {
        var settings = new Settings();
        ConfigurationFile.Read(ConfigurationSource.Read(Repository.PathOf("config.example.toml"), named: true, settings.Problems)!, trusted: true, settings);
        Assert.Empty(settings.Problems);
        Assert.Empty(settings.Sets);
    }

    [GeneratedRegex(@"^#(?=\[\[|[a-z_]+ = )", RegexOptions.Multiline)]
    private static partial Regex Uncommented();
}
