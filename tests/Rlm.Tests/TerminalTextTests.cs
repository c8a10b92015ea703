namespace Rlm.Tests;

public sealed class TerminalTextTests
{
    [Theory]
    [InlineData("plain é 漢 😀\n\tand more\n", "plain é 漢 😀\n\tand more\n")]
    [InlineData("\u001b[31mred\u001b[0m", "\u241b[31mred\u241b[0m")]
    [InlineData("\u001b]0;title\u0007", "\u241b]0;title\u2407")]
    [InlineData("over\rwritten", "over\u240dwritten")]
    [InlineData("back\b\bspace", "back\u2408\u2408space")]
    [InlineData("nul\0", "nul\u2400")]
    [InlineData("\u009b31m", "\uFFFD31m")]
    [InlineData("del\u007f", "del\uFFFD")]
    [InlineData("\u202Etxt.exe\u2066", "\uFFFDtxt.exe\uFFFD")]
    [InlineData("", "")]
    public void What_would_steer_a_terminal_becomes_visible(string text, string clean) => Assert.Equal(clean, TerminalText.Clean(text));

    [Fact]
    public void Every_other_character_stays()
    {
        for (var c = char.MinValue; c < char.MaxValue; c++)
        {
            var clean = TerminalText.Clean(c.ToString());
            Assert.True(clean[0] == c || char.IsControl(c) || c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069'));
            Assert.True(!char.IsControl(clean[0]) || clean[0] is '\n' or '\t');
        }
    }
}
