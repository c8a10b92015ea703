using Rlm.Wasm.Validation;

namespace Rlm.Wasm.Tests.Validation;

public sealed class CompilerTextTests
{
    private const string Prefix = "#[allow(unused_imports)] use crate::prelude::*; ";

    [Fact]
    public void Inner_docs_and_attributes_of_the_file_are_blanked_and_nothing_moves()
    {
        const string text = "//! 😀 docs\r\n#![allow(\n  unused)] fn analyze(i: &str) -> u8 { 1 }\n/*! a\n b */ fn merge(p: &[String]) -> u8 { 1 }";

        var source = Valid(text);

        Assert.Equal(
            Prefix + "          \r\n         \n           pub fn analyze(i: &str) -> u8 { 1 }\n     \n      pub fn merge(p: &[String]) -> u8 { 1 }",
            source.CompilerText);
        Assert.Equal(text, source.Text);
        Assert.Equal(new SourcePosition(3, 15), source.ToAuthor(3, 19));
        Assert.Equal(new SourcePosition(5, 7), source.ToAuthor(5, 7));
        Assert.Equal(new SourcePosition(5, 7), source.ToAuthor(5, 11));
        Assert.Equal(new SourcePosition(5, 8), source.ToAuthor(5, 12));
    }

    [Fact]
    public void Both_functions_on_the_first_line_map_back()
    {
        const string text = "/* é😀 */ fn merge(p: &[String]) -> u8 { 1 } fn analyze(i: &str) -> u8 { 1 }";
        var source = Valid(text);

        foreach (var word in new[] { "merge", "u8", "analyze", "&str" })
        {
            var given = source.ToAuthor(1, Column(source.CompilerText, word));
            Assert.Equal(new SourcePosition(1, Column(text, word)), given);
        }
    }

    [Fact]
    public void A_pub_that_is_there_is_not_added()
    {
        const string text = "pub fn analyze(i: &str) -> u8 { 1 }\n#[inline] pub(crate) fn merge(p: &[String]) -> u8 { 1 }";

        Assert.Equal(Prefix + text, Valid(text).CompilerText);
    }

    [Fact]
    public void A_helper_called_merge_stays_private()
    {
        const string text = "pub fn analyze(i: &str) -> u8 { merge(1, 2) }\nfn merge(a: u8, b: u8) -> u8 { a + b }";

        Assert.Equal(Prefix + text, Valid(text).CompilerText);
    }

    [Fact]
    public void Inner_docs_and_attributes_inside_of_a_function_stay()
    {
        const string text = "pub fn analyze(i: &str) -> u8 {\n//! docs\n#![allow(unused)]\n1 }\nmod m { //! docs\n}";

        Assert.Equal(Prefix + text, Valid(text).CompilerText);
    }

    private static int Column(string text, string word) =>
        text[..text.IndexOf(word, StringComparison.Ordinal)].EnumerateRunes().Count() + 1;

    private static ValidatedSource Valid(string text)
    {
        var result = SourceValidator.Validate(text);
        Assert.Empty(result.Problems);
        return result.Source!;
    }
}
