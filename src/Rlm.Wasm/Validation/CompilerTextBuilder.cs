using System.Text;

namespace Rlm.Wasm.Validation;

/// <summary>Makes the text that rustc sees out of the author's, line by line the same.</summary>
internal static class CompilerTextBuilder
{
    internal const string Prefix = "#[allow(unused_imports)] use crate::prelude::*; ";
    private const string Public = "pub ";

    /// <summary>Puts it together.</summary>
    public static ValidatedSource Build(
        string source, List<RustToken> all, CodeTokens tokens, AnalysisSignature signature, TopLevelFunction analyze, TopLevelFunction? merge)
    {
        var hidden = source.ToCharArray();
        BlankInnerAttributes(hidden, tokens);
        BlankInnerDocs(hidden, all);

        TopLevelFunction?[] functions = [analyze, merge];
        var missing = functions.OfType<TopLevelFunction>()
            .Where(item => !item.HasVisibility)
            .Select(item => tokens[item.Start])
            .OrderBy(token => token.Start)
            .ToList();
        var insertions = new List<Insertion>(1 + missing.Count) { new(new SourcePosition(1, 1), Prefix.Length) };
        var text = new StringBuilder(source.Length + 64).Append(Prefix);
        var at = 0;
        foreach (var token in missing)
        {
            text.Append(hidden, at, token.Start - at).Append(Public);
            insertions.Add(new Insertion(token.Position, Public.Length));
            at = token.Start;
        }

        // Blanked pairs of surrogates left a NUL each, so that offsets stayed the author's until here.
        var compilerText = text.Append(hidden, at, hidden.Length - at).Replace("\0", "").ToString();
        return new ValidatedSource(source, signature, compilerText) { Insertions = insertions };
    }

    /// <summary>Attributes of the whole file cannot stand behind the prelude's line.</summary>
    private static void BlankInnerAttributes(char[] text, CodeTokens tokens)
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens.Depth(i) == 0 && tokens.Is(i, "#") && tokens.Is(i + 1, "!") && tokens.Is(i + 2, "["))
            {
                Blank(text, tokens[i].Start, tokens[tokens.Closing(i + 2)].End);
            }
        }
    }

    private static void BlankInnerDocs(char[] text, List<RustToken> all)
    {
        var depth = 0;
        foreach (var token in all)
        {
            if (token.Kind == RustTokenKind.InnerDoc && depth == 0)
            {
                Blank(text, token.Start, token.End);
            }
            else if (token.Kind == RustTokenKind.Punctuation)
            {
                depth += text[token.Start] switch
                {
                    '(' or '[' or '{' => 1,
                    ')' or ']' or '}' => -1,
                    _ => 0,
                };
            }
        }
    }

    /// <summary>Spaces instead of everything but line ends, one for each Unicode scalar value.</summary>
    private static void Blank(char[] text, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            text[i] = text[i] is '\r' or '\n' ? text[i] : char.IsLowSurrogate(text[i]) ? '\0' : ' ';
        }
    }
}
