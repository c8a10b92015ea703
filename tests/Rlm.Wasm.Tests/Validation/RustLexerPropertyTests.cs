using CsCheck;
using Rlm.Testing;
using Rlm.Wasm.Validation;

namespace Rlm.Wasm.Tests.Validation;

[Trait("Category", "Security")]
public sealed class RustLexerPropertyTests
{
    private const string WhiteSpace = " \t\r\n";

    [Fact]
    public void Tokens_and_gaps_are_the_source() => Gen.OneOf(RustText.Soup, RustText.Noise, RustText.Bytes, RustText.Mutated).Sample(
        source =>
        {
            var at = 0;
            foreach (var token in RustLexer.Lex(source, new ProblemList(source)))
            {
                Assert.True(token.Start >= at && token.End > token.Start && token.End <= source.Length);
                Assert.DoesNotContain(source[at..token.Start], c => !WhiteSpace.Contains(c));
                at = token.End;
            }

            Assert.DoesNotContain(source[at..], c => !WhiteSpace.Contains(c));
        },
        iter: Cases.Of(full: 200_000, quick: 20_000));

    [Fact]
    public void Lines_and_columns_are_where_the_tokens_start() => Gen.OneOf(RustText.Soup, RustText.Mutated).Sample(
        source =>
        {
            foreach (var token in RustLexer.Lex(source, new ProblemList(source)))
            {
                var before = source[..token.Start];
                Assert.Equal(before.Count(c => c == '\n') + 1, token.Position.Line);
                Assert.Equal(before[(before.LastIndexOf('\n') + 1)..].Count(c => !char.IsLowSurrogate(c)) + 1, token.Position.Column);
            }
        },
        iter: 2_000);

    [Fact]
    public void Any_text_is_validated_without_an_exception() => Gen.OneOf(RustText.Soup, RustText.Noise, RustText.Bytes, RustText.Mutated).Sample(
        source =>
        {
            var result = SourceValidator.Validate(source);
            Assert.Equal(result.Source is null, result.Problems.Count > 0);
            Assert.All(result.Problems.Take(ProblemList.MaxShown), problem => Assert.True(problem is { Line: >= 1, Column: >= 1 }));
        },
        iter: Cases.Of(full: 200_000, quick: 20_000));

    [Fact]
    public void Every_place_maps_back_to_the_text_it_came_from() => RustText.Mutated.Sample(
        source =>
        {
            if (SourceValidator.Validate(source).Source is not { } valid)
            {
                return;
            }

            var (author, compiler) = (valid.Text.Split('\n'), valid.CompilerText.Split('\n'));
            Assert.Equal(author.Length, compiler.Length);
            for (var line = 0; line < author.Length; line++)
            {
                var given = compiler[line].EnumerateRunes().ToArray();
                var meant = author[line].EnumerateRunes().ToArray();
                var mapped = Enumerable.Range(0, given.Length).Select(i => valid.ToAuthor(line + 1, i + 1).Column - 1).ToArray();
                Assert.Equal(mapped.Order(), mapped);

                // The last place that maps to a column holds the author's character, or a blank: one in its place, or the end of
                // what was put before a line that is empty.
                var last = mapped.Select((column, i) => (column, i)).GroupBy(pair => pair.column, pair => pair.i).ToDictionary(group => group.Key, group => group.Last());
                Assert.All(last, pair => Assert.True(given[pair.Value].Value == ' ' || given[pair.Value] == meant[pair.Key]));
            }
        },
        iter: 1_000);
}
