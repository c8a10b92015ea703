namespace Rlm.Wasm.Validation;

/// <summary>A function outside of all brackets, read as far as its body.</summary>
internal sealed record TopLevelFunction
{
    private readonly CodeTokens _tokens;

    private TopLevelFunction(CodeTokens tokens, int keyword)
    {
        _tokens = tokens;
        Keyword = keyword;
        Start = keyword;
        while (ModifierLength(Start) is > 0 and var length)
        {
            Start -= length;
        }

        var at = keyword + 2;
        GenericsStart = GenericsEnd = at;
        if (tokens.Is(at, "<"))
        {
            GenericsEnd = at = BehindAngles(at);
        }

        if (tokens.Is(at, "("))
        {
            ParametersOpen = at;
            at = tokens.Closing(at) + 1;
        }

        if (ParametersOpen > 0 && tokens.Is(at, "->"))
        {
            ReturnStart = ReturnEnd = at + 1;
            while (ReturnEnd < tokens.Count && !tokens.Is(ReturnEnd, "{") && !tokens.Is(ReturnEnd, ";") && !tokens.IsKeyword(ReturnEnd, "where"))
            {
                ReturnEnd = tokens.Is(ReturnEnd, "(") || tokens.Is(ReturnEnd, "[") ? tokens.Closing(ReturnEnd) + 1 : ReturnEnd + 1;
            }
        }
    }

    /// <summary>Index of <c>fn</c>.</summary>
    public int Keyword { get; }

    /// <summary>Index of the first modifier, or of <c>fn</c>.</summary>
    public int Start { get; }

    /// <summary>Index of the name.</summary>
    public int Name => Keyword + 1;

    /// <summary>Index of the <c>&lt;</c> of the generics, if any.</summary>
    public int GenericsStart { get; }

    /// <summary>Index behind the generics; equal to the start when there are none.</summary>
    public int GenericsEnd { get; }

    /// <summary>Index of the parenthesis of the parameters, or 0 when there is none.</summary>
    public int ParametersOpen { get; }

    /// <summary>Index of the first token of the return type, or 0 when there is none.</summary>
    public int ReturnStart { get; }

    /// <summary>Index behind the return type.</summary>
    public int ReturnEnd { get; }

    /// <summary>Whether it returns something.</summary>
    public bool Returns => ReturnEnd > ReturnStart && !(_tokens.Is(ReturnStart, "(") && _tokens.Is(ReturnStart + 1, ")") && ReturnEnd == ReturnStart + 2);

    /// <summary>Whether a visibility is written.</summary>
    public bool HasVisibility => _tokens.IsKeyword(Start, "pub");

    /// <summary>Index of a modifier that an analysis cannot have, or -1.</summary>
    public int OddModifier
    {
        get
        {
            for (var i = Start; i < Keyword; i++)
            {
                if (_tokens.Text(i) is "const" or "async" or "unsafe" or "extern")
                {
                    return i;
                }
            }

            return -1;
        }
    }

    /// <summary>Index of the first token that makes it generic over more than lifetimes, or -1.</summary>
    public int GenericToken
    {
        get
        {
            for (var i = GenericsStart + 1; i < GenericsEnd - 1; i++)
            {
                if (!_tokens.Is(i, RustTokenKind.Lifetime) && !_tokens.Is(i, ",") && !_tokens.Is(i, ":") && !_tokens.Is(i, "+"))
                {
                    return i;
                }
            }

            return -1;
        }
    }

    /// <summary>Indexes of <c>fn</c> of all functions at the top level.</summary>
    public static IEnumerable<int> All(CodeTokens tokens) =>
        Enumerable.Range(0, tokens.Count).Where(i => tokens.Depth(i) == 0 && tokens.IsKeyword(i, "fn") && tokens.IsName(i + 1));

    /// <summary>The first function of a name at the top level; every further one is reported.</summary>
    public static TopLevelFunction? Find(CodeTokens tokens, string name, ProblemList problems)
    {
        int? first = null;
        foreach (var keyword in All(tokens).Where(i => tokens.IsNamed(i + 1, name)))
        {
            if (first is null)
            {
                first = keyword;
            }
            else
            {
                problems.Add(tokens.Offset(keyword), $"`{name}` is defined a second time", "keep one; give several inputs as several parameters of `analyze`");
            }
        }

        return first is { } found ? new TopLevelFunction(tokens, found) : null;
    }

    /// <summary>The parameters as ranges of tokens, without their commas.</summary>
    public IEnumerable<(int From, int To)> Parameters()
    {
        var close = _tokens.Closing(ParametersOpen);
        var from = ParametersOpen + 1;
        var angles = 0;
        for (var i = from; i < close; i++)
        {
            if (_tokens.Is(i, "(") || _tokens.Is(i, "[") || _tokens.Is(i, "{"))
            {
                i = _tokens.Closing(i);
                continue;
            }

            angles += Angles(i);
            if (angles <= 0 && _tokens.Is(i, ","))
            {
                yield return (from, i);
                from = i + 1;
            }
        }

        if (from < close)
        {
            yield return (from, close);
        }
    }

    /// <summary>How many tokens before an index belong to one modifier; 0 when there is none.</summary>
    private int ModifierLength(int index)
    {
        var last = index - 1;
        if (_tokens.Is(last, ")") && _tokens.IsKeyword(_tokens.Opening(last) - 1, "pub"))
        {
            return index - _tokens.Opening(last) + 1;
        }

        if (_tokens.Is(last, RustTokenKind.String) && _tokens.IsKeyword(last - 1, "extern"))
        {
            return 2;
        }

        return _tokens.Text(last) is "pub" or "const" or "async" or "unsafe" or "extern" ? 1 : 0;
    }

    private int BehindAngles(int open)
    {
        var angles = 0;
        for (var i = open; i < _tokens.Count; i++)
        {
            angles += Angles(i);
            if (angles <= 0)
            {
                return i + 1;
            }
        }

        return _tokens.Count;
    }

    private int Angles(int index) => !_tokens.Is(index, RustTokenKind.Punctuation)
        ? 0
        : _tokens.Text(index) switch
        {
            "<" => 1,
            "<<" => 2,
            ">" => -1,
            ">>" => -2,
            _ => 0,
        };
}
