using Rlm.Wasm.Validation;

namespace Rlm.Wasm.Tests.Validation;

public sealed class SourceValidatorTests
{
    [Fact]
    public void A_plain_analysis_passes_and_keeps_its_lines()
    {
        const string text = "use std::collections::HashMap;\n\nfn analyze(input: &str) -> String {\n    input.len().to_string()\n}\n";

        var source = SourceValidator.Validate(text).Source;

        Assert.NotNull(source);
        Assert.Equal(["input"], source.Signature.Parameters);
        Assert.False(source.Signature.HasMerge);
        Assert.Empty(source.Signature.Crates);
        Assert.Equal(text, source.Text);
        Assert.Equal(
            "#[allow(unused_imports)] use crate::prelude::*; " + text.Replace("fn analyze", "pub fn analyze", StringComparison.Ordinal),
            source.CompilerText);
        Assert.Equal(new SourcePosition(3, 4), source.ToAuthor(3, 8));
        Assert.Equal(new SourcePosition(3, 1), source.ToAuthor(3, 2));
        Assert.Equal(new SourcePosition(1, 5), source.ToAuthor(1, 5 + 48));
        Assert.Equal(new SourcePosition(4, 7), source.ToAuthor(4, 7));
    }

    [Fact]
    public void All_problems_come_back_with_line_column_and_help()
    {
        const string text = """
            use std::{fs, io};
            pub fn analyze(input: &str) -> String {
                let x = include_str /**/ ! ("/etc/hostname");
                unsafe { fs::read(x) }
            }
            """;

        var result = SourceValidator.Validate(text);

        Assert.Null(result.Source);
        Assert.Equal([(1, 11), (3, 13), (4, 5), (4, 14)], result.Problems.Select(problem => (problem.Line!.Value, problem.Column!.Value)));
        Assert.StartsWith("line 3: `include_str` is not allowed\n  3 |     let x = include_str /**/ ! (\"/etc/hostname\");\n    | help: ", result.Problems[1].Rendered, StringComparison.Ordinal);
    }
}
