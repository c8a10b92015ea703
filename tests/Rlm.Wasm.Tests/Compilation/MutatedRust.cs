using CsCheck;
using Rlm.Wasm.Tests.Validation;
using Rlm.Wasm.Validation;

namespace Rlm.Wasm.Tests.Compilation;

/// <summary>Honest analyses with a few tokens taken out, doubled, exchanged or taken from another analysis.</summary>
internal sealed class MutatedRust
{
    private readonly string[] _sources = [.. SourceFiles.Honest().Select(source => source.Text)];

    /// <summary>Those that the validator lets through, so that rustc sees them.</summary>
    public static MutatedRust ThatPass { get; } = new();

    /// <summary>So many of them.</summary>
    public List<string> Generate(PCG random, int count)
    {
        var made = new List<string>(count);
        while (made.Count < count)
        {
            var source = _sources[random.Next((uint)_sources.Length)];
            for (var edits = random.Next(4); edits > 0; edits--)
            {
                source = Edit(source, _sources[random.Next((uint)_sources.Length)], random);
            }

            if (SourceValidator.Validate(source).Source is not null)
            {
                made.Add(source);
            }
        }

        return made;
    }

    private static string Edit(string source, string other, PCG random)
    {
        var (tokens, others) = (Lex(source), Lex(other));
        if (tokens.Count == 0)
        {
            return source;
        }

        var (a, b) = (Pick(tokens, random), Pick(tokens, random));
        var (first, second) = a.Start <= b.Start ? (a, b) : (b, a);
        return random.Next(5) switch
        {
            0 => source.Remove(a.Start, a.End - a.Start),
            1 => source.Insert(a.End, " " + source[a.Start..a.End]),
            2 => source[..a.Start] + Text(other, Pick(others, random)) + source[a.End..],
            3 when first != second =>
                source[..first.Start] + Text(source, second) + source[first.End..second.Start] + Text(source, first) + source[second.End..],
            _ => source[..a.Start] + Text(source, b) + source[a.End..],
        };
    }

    private static List<RustToken> Lex(string source) => RustLexer.Lex(source, new ProblemList(source));

    private static RustToken Pick(List<RustToken> tokens, PCG random) => tokens[(int)random.Next((uint)tokens.Count)];

    private static string Text(string source, RustToken token) => source[token.Start..token.End];
}
