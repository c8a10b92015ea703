using System.Text.Json;
using CsCheck;
using Rlm.Evaluation.Matching;

namespace Rlm.Tests.Evaluation;

public sealed class AnswerMatcherTests
{
    [Theory]
    [InlineData("1234", "1234", true)]
    [InlineData("1234", "There are 1,234 lines.", true)]
    [InlineData("1234", "**1234**", true)]
    [InlineData("1234", "1234 (that is 1,234)", true)]
    [InlineData("1234", "In 3 files there are 1,234 lines.", false)]
    [InlineData("1234", "In 3 files there are:\n1,234 lines\n", true)]
    [InlineData("1234", "1,234\nThat is in 3 files.", false)]
    [InlineData("1234", "1'234", true)]
    [InlineData("1234", "1_234", true)]
    [InlineData("1234", "1\u202F234", true)]
    [InlineData("1234567.5", "1,234,567.5 km", true)]
    [InlineData("1234", "12,34", false)]
    [InlineData("1234", "1.234", false)]
    [InlineData("1234", "none", false)]
    [InlineData("1234", "", false)]
    [InlineData("-5", "It is -5 °C", true)]
    [InlineData("-5", "It is \u22125 °C", true)]
    [InlineData("-5", "-$5", true)]
    [InlineData("5", "- 5 apples", true)]
    [InlineData("5", "-5", false)]
    [InlineData("228", "p50 is 228ms", true)]
    [InlineData("4", "GPT-4", false)]
    [InlineData("1", "2024-01", false)]
    [InlineData("120000", "1.2e5", true)]
    [InlineData("120000", "1.2 × 10^5", true)]
    [InlineData("0.00012", "1.2E-4", true)]
    [InlineData("12.5", "12.5%", true)]
    [InlineData("0.125", "12.5 %", true)]
    [InlineData("12.5", "0.125", false)]
    [InlineData("0.5", "a share of .5", true)]
    [InlineData("10", "10-20", false)]
    [InlineData("1e40", "1e40", true)]
    [InlineData("9007199254740993", "9007199254740992", false)]
    [InlineData("7", "Answer: 7.", true)]
    public void A_number_is_found_when_it_is_unambiguous(string truth, string answer, bool right) => Check("number", truth, answer, right);

    [Theory]
    [InlineData("3.14", "0.01", "3.149", true)]
    [InlineData("3.14", "0.01", "3.151", false)]
    [InlineData("200", "\"1%\"", "198.1", true)]
    [InlineData("200", "\"1%\"", "197.9", false)]
    [InlineData("-200", "\"1%\"", "-202", true)]
    [InlineData("0", "\"1%\"", "0.01", false)]
    [InlineData("0.125", "0.001", "12.4%", true)]
    [InlineData("1e30", "\"1%\"", "1.005e30", true)]
    public void A_tolerance_is_an_amount_or_a_share(string truth, string tolerance, string answer, bool right) =>
        Check("number", truth, answer, right, tolerance);

    [Theory]
    [InlineData("a b", "a b", true)]
    [InlineData("a b", "  a b \r\n", true)]
    [InlineData("a\nb", "a  \r\nb", true)]
    [InlineData("a b", "A b", false)]
    [InlineData("a b", "a  b", false)]
    public void An_exact_answer_is_the_same_text_but_for_blanks_at_ends(string truth, string answer, bool right) => Check("exact", Quote(truth), answer, right);

    [Theory]
    [InlineData("\"Los  Angeles\"", "It is los\nangeles, of course.", true)]
    [InlineData("\"12\"", "1234", false)]
    [InlineData("\"12\"", "12,345", false)]
    [InlineData("\"12\"", "It is 12, or so.", true)]
    [InlineData("\"12\"", "12.5", false)]
    [InlineData("\"art\"", "a party", false)]
    [InlineData("[\"a\",\"b\"]", "b and a", true)]
    [InlineData("[\"a\",\"b\"]", "only a", false)]
    [InlineData("12", "12 lines", true)]
    public void What_an_answer_contains_is_whole_words(string truth, string answer, bool right) => Check("contains", truth, answer, right);

    [Theory]
    [InlineData("[\"CA\",\"TX\",\"FL\"]", "FL, CA, TX", true)]
    [InlineData("[\"CA\",\"TX\",\"FL\"]", "- FL\n- ca\n- **TX**\n", true)]
    [InlineData("[\"CA\",\"TX\",\"FL\"]", "1. FL\n2) CA\n3. TX.", true)]
    [InlineData("[\"CA\",\"TX\",\"FL\"]", "The states are: FL, CA and TX.", true)]
    [InlineData("[\"CA\",\"TX\",\"FL\"]", "The states are:\nFL, CA, and TX", true)]
    [InlineData("[\"CA\",\"TX\",\"FL\"]", "[\"TX\", \"CA\", \"FL\", \"CA\"]", true)]
    [InlineData("[\"CA\",\"TX\",\"FL\"]", "```json\n[\"TX\", \"CA\", \"FL\"]\n```", true)]
    [InlineData("[\"CA\",\"TX\",\"FL\"]", "FL, CA, TX [1]", false)]
    [InlineData("[\"CA\",\"TX\",\"FL\"]", "FL, CA", false)]
    [InlineData("[\"CA\",\"TX\",\"FL\"]", "FL, CA, TX, NY", false)]
    [InlineData("\"CA; TX\"", "tx\nca", true)]
    [InlineData("[\"Smith, John\",\"Doe, Jane\"]", "Doe, Jane; Smith, John", true)]
    [InlineData("[\"rock and roll\"]", "rock and roll", true)]
    [InlineData("[\"rock and roll\",\"jazz\"]", "jazz, and rock and roll", true)]
    [InlineData("[\"x\",\"y\"]", "x and y", true)]
    [InlineData("[5,10]", "10, 5", true)]
    [InlineData("[\"12:30\"]", "12:30", true)]
    [InlineData("[\"more\"]", "More.", true)]
    public void A_set_has_no_order_and_is_cut_at_its_separators(string truth, string answer, bool right) => Check("set", truth, answer, right);

    [Theory]
    [InlineData("^\\\\d+ (lines|Zeilen)$", " 12 Zeilen\n", true)]
    [InlineData("^\\\\d+$", "12\nx", false)]
    public void A_pattern_is_held_to_the_whole_answer(string pattern, string answer, bool right) => Check("regex", $"\"{pattern}\"", answer, right);

    [Theory]
    [InlineData("number", "\"many\"", null, "truth")]
    [InlineData("number", "\"5%\"", null, "truth")]
    [InlineData("number", "5", "-1", "tolerance")]
    [InlineData("number", "5", "\"1\"", "tolerance")]
    [InlineData("exact", "5", "1", "tolerance")]
    [InlineData("exact", "\" \"", null, "truth")]
    [InlineData("exact", "[1]", null, "truth")]
    [InlineData("set", "[]", null, "truth")]
    [InlineData("set", "[true]", null, "truth")]
    [InlineData("regex", "\"(\"", null, "truth")]
    [InlineData("regex", "\"(?=a)\"", null, "truth")]
    [InlineData("like", "1", null, "match")]
    public void What_does_not_fit_is_a_problem(string kind, string truth, string? tolerance, string named)
    {
        Assert.Null(AnswerMatcher.Create(kind, Element(truth), tolerance is null ? null : Element(tolerance), out var problem));
        Assert.Contains($"\"{named}\"", problem);
    }

    [Fact]
    public void Any_whole_number_is_found_however_it_is_written() =>
        Gen.Select(Gen.Long[-999_999_999_999, 999_999_999_999], OneOf("", ",", "'", "\u00A0"), OneOf("{0}", "There are {0} lines.", "**{0}**", "= {0} ms", "The answer ({0}) is known"))
            .Sample((number, apart, form) =>
            {
                var text = number.ToString("N0", System.Globalization.CultureInfo.InvariantCulture).Replace(",", apart, StringComparison.Ordinal);
                var matcher = AnswerMatcher.Create("number", Element(number.ToString(System.Globalization.CultureInfo.InvariantCulture)), null, out _)!;
                var other = AnswerMatcher.Create("number", Element((number + 1).ToString(System.Globalization.CultureInfo.InvariantCulture)), null, out _)!;
                var answer = string.Format(System.Globalization.CultureInfo.InvariantCulture, form, text);
                return matcher.Judge(answer) is null && other.Judge(answer) is not null;
            });

    [Fact]
    public void A_set_in_any_order_and_form_is_the_same() =>
        Gen.Select(Gen.String[Gen.Char['a', 'z'], 1, 8].Where(s => s != "and").HashSet[1, 12], OneOf(", ", "\n", "; ", "\n- "), Gen.Int).Sample((set, apart, seed) =>
        {
            var items = set.ToArray();
            new Random(seed).Shuffle(items);
            var matcher = AnswerMatcher.Create("set", Element($"[{string.Join(',', set.Select(Quote))}]"), null, out _)!;
            return matcher.Judge(string.Join(apart, items)) is null && matcher.Judge(string.Join(apart, items) + apart + "zzzzzzzzz") is not null;
        });

    private static void Check(string kind, string truth, string answer, bool right, string? tolerance = null)
    {
        var matcher = AnswerMatcher.Create(kind, Element(truth), tolerance is null ? null : Element(tolerance), out var problem);
        Assert.Null(problem);
        var reason = matcher!.Judge(answer);
        Assert.True(reason is null == right, reason ?? "is right");
    }

    private static Gen<string> OneOf(params string[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static string Quote(string text) => JsonSerializer.Serialize(text);

    private static JsonElement Element(string json) => JsonSerializer.Deserialize<JsonElement>(json);
}
