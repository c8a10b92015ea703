using Rlm.Testing;

namespace Rlm.Cli.Tests.Reference;

/// <summary>The reference pages say what the code says. With RLM_WRITE_DOCS=1 they are written instead (`make docs`).</summary>
public sealed class ReferenceTests
{
    [Fact]
    public void The_page_of_commands_is_current() => Check("commands.md", CommandReference.Write());

    [Fact]
    public void The_page_of_settings_is_current() => Check("configuration.md", ConfigurationReference.Write());

    private static void Check(string page, string expected)
    {
        var path = Repository.PathOf("docs", "reference", page);
        if (Environment.GetEnvironmentVariable("RLM_WRITE_DOCS") == "1")
        {
            File.WriteAllText(path, expected);
        }

        Assert.Equal(expected, File.ReadAllText(path));
    }
}
