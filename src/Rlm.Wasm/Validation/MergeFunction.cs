namespace Rlm.Wasm.Validation;

/// <summary>The function <c>merge</c>, which joins the results of chunks.</summary>
internal sealed record MergeFunction(TopLevelFunction Item)
{
    private const string Form = "write `pub fn merge(parts: &[String]) -> String`, or give a helper another name";

    /// <summary>
    /// Finds it. A function of that name which is shaped otherwise and which the source calls itself is a helper and
    /// none of ours; one that nothing calls was meant to be ours and is reported.
    /// </summary>
    public static MergeFunction? Find(CodeTokens tokens, ProblemList problems)
    {
        var item = TopLevelFunction.Find(tokens, "merge", problems);
        if (item is null)
        {
            return null;
        }

        var parameters = item.ParametersOpen > 0 ? item.Parameters().ToList() : [];
        var fits = parameters.Count == 1 && item.GenericToken < 0 && TakesParts(tokens, parameters[0].From, parameters[0].To);
        if (!fits)
        {
            if (!IsCalled(tokens, item))
            {
                problems.Add(tokens.Offset(item.Name), "`merge` does not take the results of the chunks", Form);
            }

            return null;
        }

        if (!item.Returns)
        {
            problems.Add(tokens.Offset(item.Name), "`merge` returns nothing", Form);
        }

        if (item.OddModifier >= 0 && !problems.Has(tokens.Offset(item.OddModifier)))
        {
            problems.Add(tokens.Offset(item.OddModifier), $"`merge` may not be `{tokens.Text(item.OddModifier)}`", Form);
        }

        return new MergeFunction(item);
    }

    /// <summary><c>Vec&lt;T&gt;</c>, <c>&amp;Vec&lt;T&gt;</c> or <c>&amp;[T]</c> of <c>String</c> or <c>&amp;str</c>.</summary>
    private static bool TakesParts(CodeTokens tokens, int from, int to)
    {
        var at = tokens.IsKeyword(from, "mut") ? from + 1 : from;
        if (!tokens.IsName(at) || !tokens.Is(at + 1, ":"))
        {
            return false;
        }

        at += 2;
        var borrowed = tokens.Is(at, "&");
        at += borrowed ? 1 : 0;
        at += borrowed && tokens.Is(at, RustTokenKind.Lifetime) ? 1 : 0;
        var list = tokens.IsKeyword(at, "Vec") && tokens.Is(at + 1, "<");
        if (!list && !(borrowed && tokens.Is(at, "[")))
        {
            return false;
        }

        at += list ? 2 : 1;
        var text = tokens.Is(at, "&");
        at += text ? 1 : 0;
        at += text && tokens.Is(at, RustTokenKind.Lifetime) ? 1 : 0;
        return tokens.IsKeyword(at, text ? "str" : "String") && tokens.Is(at + 1, list ? ">" : "]") && at + 2 == to;
    }

    private static bool IsCalled(CodeTokens tokens, TopLevelFunction item)
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            if (i != item.Name && tokens.IsNamed(i, "merge") && !tokens.Is(i - 1, ".") && !tokens.IsKeyword(i - 1, "fn"))
            {
                return true;
            }
        }

        return false;
    }
}
