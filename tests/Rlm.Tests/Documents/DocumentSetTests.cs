using Rlm.Documents;

namespace Rlm.Tests.Documents;

public sealed class DocumentSetTests
{
    private static readonly DocumentSet Set = DocumentSet.Of(
        new[] { "logs/a.log", "logs/b.log", "logs/old/a.log", "data/users.csv", "users.json", "odd[1].txt" }
            .Select(name => (name, Text.FromText(name))));

    [Theory]
    [InlineData("logs/a.log", "logs/a.log")]
    [InlineData("./logs/a.log", "logs/a.log")]
    [InlineData("users.csv", "data/users.csv")]
    [InlineData("old/a.log", "logs/old/a.log")]
    [InlineData("odd[1].txt", "odd[1].txt")]
    [InlineData("*.json", "users.json")]
    [InlineData("logs/*.log", "logs/a.log\nlogs/b.log\n")]
    [InlineData("*.log", "logs/a.log\nlogs/b.log\nlogs/old/a.log\n")]
    [InlineData("logs", "logs/a.log\nlogs/b.log\nlogs/old/a.log\n")]
    [InlineData("logs/**/a.log", "logs/a.log\nlogs/old/a.log\n")]
    [InlineData("a.log", null)]
    [InlineData("nothing", null)]
    [InlineData("", null)]
    public void A_name_means_one_document_or_a_glob_several(string name, string? expected) =>
        Assert.Equal(expected, Set.Find(name) is { } text ? Texts.String(text) : null);

    [Fact]
    public void What_a_name_could_mean_is_told() =>
        Assert.Equal(["logs/a.log", "logs/old/a.log"], Set.Match("a.log").Select(document => document.Name));

    [Fact]
    public void Names_are_made_unique_and_harmless()
    {
        using var set = DocumentSet.Of([("a.txt", Text.Empty), ("a.txt", Text.Empty), ("../\u001b[2Jb", Text.Empty), ("", Text.Empty)]);
        Assert.Equal(["a.txt", "a (2).txt", "\uFFFD[2Jb", "document"], set.Names());
    }
}
