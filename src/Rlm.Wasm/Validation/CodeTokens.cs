namespace Rlm.Wasm.Validation;

/// <summary>The tokens of a source without its comments, with what the rules ask of them. Any index may be asked for.</summary>
internal sealed class CodeTokens
{
    private readonly string _source;
    private readonly RustToken[] _tokens;
    private readonly int[] _partners;
    private readonly int[] _depths;

    /// <summary>Reads the brackets too; call <see cref="BracketRules"/> to have them checked.</summary>
    public CodeTokens(string source, IEnumerable<RustToken> tokens)
    {
        _source = source;
        _tokens = [.. tokens.Where(token => !token.IsComment)];
        _partners = new int[_tokens.Length];
        _depths = new int[_tokens.Length];
        Pair();
    }

    /// <summary>How many there are.</summary>
    public int Count => _tokens.Length;

    /// <summary>Whether every bracket has its partner.</summary>
    public bool Balanced { get; private set; } = true;

    /// <summary>The token at an index in range.</summary>
    public RustToken this[int index] => _tokens[index];

    /// <summary>How many brackets are open before a token.</summary>
    public int Depth(int index) => _depths[index];

    /// <summary>Index of the bracket that closes the one at <paramref name="index"/>; the last token where none does.</summary>
    public int Closing(int index) => _partners[index] > index ? _partners[index] : Count - 1;

    /// <summary>Index of the bracket that opens the one at <paramref name="index"/>; the same index where none does.</summary>
    public int Opening(int index) => _partners[index] is >= 0 and var open ? open : index;

    /// <summary>Whether a bracket at an index has a partner.</summary>
    public bool HasPartner(int index) => _partners[index] >= 0;

    /// <summary>Offset of a token, or of the end of the source.</summary>
    public int Offset(int index) => index < Count ? _tokens[index].Start : _source.Length;

    /// <summary>The text as it stands in the source; empty out of range.</summary>
    public ReadOnlySpan<char> Text(int index) =>
        (uint)index < (uint)Count ? _source.AsSpan(_tokens[index].Start.._tokens[index].End) : default;

    /// <summary>The name without <c>r#</c>; empty when the token is none.</summary>
    public ReadOnlySpan<char> Name(int index) => !IsName(index)
        ? default
        : Text(index)[(_tokens[index].Kind == RustTokenKind.RawIdentifier ? 2 : 0)..];

    /// <summary>Whether the token is a name or keyword, raw or not.</summary>
    public bool IsName(int index) => (uint)index < (uint)Count && _tokens[index].IsName;

    /// <summary>Whether the token is of a kind.</summary>
    public bool Is(int index, RustTokenKind kind) => (uint)index < (uint)Count && _tokens[index].Kind == kind;

    /// <summary>Whether the token is this operator or bracket.</summary>
    public bool Is(int index, string symbol) => Is(index, RustTokenKind.Punctuation) && Text(index).SequenceEqual(symbol);

    /// <summary>Whether the token is this keyword (a raw identifier never is).</summary>
    public bool IsKeyword(int index, string word) => Is(index, RustTokenKind.Identifier) && Text(index).SequenceEqual(word);

    /// <summary>Whether the token is this name, raw or not.</summary>
    public bool IsNamed(int index, string name) => IsName(index) && Name(index).SequenceEqual(name);

    /// <summary>Whether a path begins at the token: a name that no <c>::</c> or <c>.</c> ties to what is before it.</summary>
    public bool IsPathHead(int index)
    {
        if (!IsName(index) || Is(index - 1, "."))
        {
            return false;
        }

        // `::std::fs` begins with its colons; `Vec::new` and `<T as A>::B` do not.
        return !Is(index - 1, "::") || !(IsName(index - 2) && !IsExpressionKeyword(index - 2) || Is(index - 2, ">") || Is(index - 2, ">>"));
    }

    /// <summary>Whether the token is a keyword after which an expression or type may begin.</summary>
    public bool IsExpressionKeyword(int index) => Is(index, RustTokenKind.Identifier) && Text(index) is
        "if" or "while" or "match" or "return" or "in" or "break" or "else" or "loop" or "move" or "mut" or "ref" or "as"
        or "let" or "where" or "impl" or "for" or "const" or "static" or "async" or "await" or "yield" or "dyn" or "fn"
        or "true" or "false" or "do" or "unsafe" or "pub" or "use" or "type" or "continue" or "become";

    private void Pair()
    {
        var open = new Stack<int>();
        for (var i = 0; i < Count; i++)
        {
            _partners[i] = -1;
            _depths[i] = open.Count;
            if (!Is(i, RustTokenKind.Punctuation))
            {
                continue;
            }

            var symbol = Text(i);
            if (symbol is "(" or "[" or "{")
            {
                open.Push(i);
            }
            else if (symbol is ")" or "]" or "}")
            {
                if (open.TryPeek(out var start) && Match(Text(start)[0], symbol[0]))
                {
                    open.Pop();
                    _partners[start] = i;
                    _partners[i] = start;
                    _depths[i] = open.Count;
                }
                else
                {
                    Balanced = false;
                }
            }
        }

        Balanced &= open.Count == 0;
    }

    private static bool Match(char open, char close) => (open, close) is ('(', ')') or ('[', ']') or ('{', '}');
}
