using System.Text;

namespace Rlm.Wasm.Validation;

/// <summary>Says whether a source may be compiled, and if not, everything that stands in the way.</summary>
/// <remarks>Works on tokens, so that comments, strings, raw identifiers and spacing hide nothing and condemn nothing.</remarks>
public static class SourceValidator
{
    /// <summary>Largest source in bytes of UTF-8.</summary>
    public const int MaxSourceBytes = 64 * 1024;

    /// <summary>Reads a source. Does no input or output, never throws, and takes time linear in its length.</summary>
    /// <param name="source">Rust source that is to define <c>analyze</c>.</param>
    /// <returns>The source as it may be compiled, or all problems.</returns>
    public static ValidationResult Validate(string source)
    {
        ArgumentNullException.ThrowIfNull(source);
        var problems = new ProblemList(source);
        if (source.Length > MaxSourceBytes || Encoding.UTF8.GetByteCount(source) > MaxSourceBytes)
        {
            problems.Add(0, $"the source is larger than {MaxSourceBytes / 1024} KiB", "keep data out of the source; pass it as a parameter of `analyze`");
            return new ValidationResult { Problems = problems.ToDiagnostics() };
        }

        CharacterRules.Check(source, problems);
        var all = RustLexer.Lex(source, problems);
        var cutCleanly = problems.IsEmpty;
        var tokens = new CodeTokens(source, all);
        WordRules.Check(tokens, problems);
        MacroRules.Check(tokens, problems);
        AttributeRules.Check(tokens, problems);
        var names = new Names(tokens);
        PathRules.Check(tokens, names, problems);

        // Where a literal has no end, what follows it is unknown, and so are brackets and functions.
        AnalyzeFunction? analyze = null;
        MergeFunction? merge = null;
        if (cutCleanly)
        {
            BracketRules.Check(tokens, problems);
            NestingRules.Check(tokens, problems);
            if (tokens.Balanced)
            {
                analyze = AnalyzeFunction.Find(tokens, problems);
                merge = MergeFunction.Find(tokens, problems);
            }
        }

        if (!problems.IsEmpty || analyze is null)
        {
            return new ValidationResult { Problems = problems.ToDiagnostics() };
        }

        var signature = new AnalysisSignature(analyze.Parameters, merge is not null, CrateRules.Find(tokens, names));
        return new ValidationResult { Source = CompilerTextBuilder.Build(source, all, tokens, signature, analyze.Item, merge?.Item) };
    }
}
