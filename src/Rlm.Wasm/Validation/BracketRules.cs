namespace Rlm.Wasm.Validation;

/// <summary>Brackets balance and do not nest so deeply that reading them could exhaust a stack.</summary>
internal static class BracketRules
{
    /// <summary>Deepest nesting; honest code stays under 20.</summary>
    public const int MaxDepth = 64;

    /// <summary>Reports every bracket without a partner and the first one that is too deep.</summary>
    public static void Check(CodeTokens tokens, ProblemList problems)
    {
        var tooDeep = false;
        for (var i = 0; i < tokens.Count; i++)
        {
            if (!tokens.Is(i, RustTokenKind.Punctuation) || tokens.Text(i) is not ("(" or "[" or "{" or ")" or "]" or "}"))
            {
                continue;
            }

            if (!tokens.HasPartner(i))
            {
                var opens = tokens.Text(i) is "(" or "[" or "{";
                problems.Add(
                    tokens.Offset(i),
                    opens ? $"this `{tokens.Text(i)}` is never closed" : $"this `{tokens.Text(i)}` closes nothing that is open",
                    "balance the brackets; is the source cut off?");
            }

            if (tokens.Depth(i) >= MaxDepth && !tooDeep)
            {
                tooDeep = true;
                problems.Add(tokens.Offset(i), $"brackets nest deeper than {MaxDepth}", "move inner parts into functions or variables of their own");
            }
        }
    }
}
