using Rlm.Documents;

namespace Rlm.Tests.Documents;

public sealed class GlobTests
{
    [Theory]
    [InlineData("*.log", "a.log", true)]
    [InlineData("*.log", "x/a.log", false)]
    [InlineData("**/*.log", "a.log", true)]
    [InlineData("**/*.log", "x/y/a.log", true)]
    [InlineData("x/**", "x", false)]
    [InlineData("x/**", "x/y/z", true)]
    [InlineData("x/**/z", "x/z", true)]
    [InlineData("x/**/z", "x/a/b/z", true)]
    [InlineData("x/**/z/**/w", "x/z/z/w", true)]
    [InlineData("a?c", "a😀c", true)]
    [InlineData("[!a-c]x", "dx", true)]
    [InlineData("[!a-c]x", "bx", false)]
    [InlineData("[]]x", "]x", true)]
    [InlineData("[[:digit:]]*", "7up", true)]
    [InlineData("[a", "[a", false)]
    [InlineData("\\*", "*", true)]
    [InlineData("\\*", "x", false)]
    [InlineData("*a*b*c", "xxaxxbxxc", true)]
    [InlineData("{a,b{1,2}}.txt", "b2.txt", true)]
    [InlineData("{a}.txt", "{a}.txt", true)]
    [InlineData("src/{x,y}/*.cs", "src/y/a.cs", true)]
    public void A_pattern_matches_as_in_a_shell(string pattern, string path, bool expected) =>
        Assert.Equal(expected, Glob.ForPath(pattern).IsMatch(path));

    [Fact]
    public void A_hostile_pattern_is_matched_in_bounded_time()
    {
        var name = new string('a', 5000);
        Assert.False(Glob.ForPath(string.Concat(Enumerable.Repeat("*a", 1000)) + "b").IsMatch(name));
        var path = string.Join('/', Enumerable.Repeat("a", 2000));
        Assert.False(Glob.ForPath(string.Concat(Enumerable.Repeat("**/a/", 500)) + "b").IsMatch(path));
        Assert.False(Glob.ForPath(string.Concat(Enumerable.Repeat("{a,b}", 100))).IsMatch(path));
    }

    [Theory]
    [InlineData("logs/*.log", "logs", true)]
    [InlineData("logs/*.log", "logs/old", false)]
    [InlineData("logs/**/*.log", "logs/old/x", true)]
    [InlineData("*.log", "logs", false)]
    public void A_folder_is_entered_only_where_the_pattern_leads(string pattern, string folder, bool expected) =>
        Assert.Equal(expected, Glob.ForPath(pattern).CouldMatchBelow(folder));

    [Theory]
    [InlineData("a", "x/a", false, true)]
    [InlineData("/a", "x/a", false, false)]
    [InlineData("a/", "x/a", false, false)]
    [InlineData("a/", "x/a", true, true)]
    [InlineData("a/b", "x/a/b", false, false)]
    [InlineData("**a", "x/ba", false, true)]
    [InlineData("a/***/b", "a/x/y/b", false, true)]
    [InlineData("a\\ ", "a ", false, true)]
    [InlineData("a  ", "a", false, true)]
    [InlineData("\\!a", "!a", false, true)]
    [InlineData("\\#a", "#a", false, true)]
    [InlineData("[a-", "[a-", false, false)]
    [InlineData("{a,b}", "a", false, false)]
    [InlineData("a\r", "a", false, true)]
    public void A_rule_matches_as_for_git(string line, string path, bool folder, bool expected) =>
        Assert.Equal(expected, IgnoreRule.Parse(line)!.IsMatch(path, folder));

    [Theory]
    [InlineData("")]
    [InlineData("# comment")]
    [InlineData("   ")]
    [InlineData("/")]
    [InlineData("!")]
    [InlineData("a//b")]
    [InlineData("a//")]
    public void A_line_without_a_pattern_is_no_rule(string line) => Assert.Null(IgnoreRule.Parse(line));
}
