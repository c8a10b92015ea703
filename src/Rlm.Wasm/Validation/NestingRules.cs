namespace Rlm.Wasm.Validation;

/// <summary>
/// Bounds how deep rustc's parser can get without brackets: <c>!!!!x</c>, <c>a + b + c</c>, <c>|| || x</c> and their
/// like nest one level a token, and a few thousand of them exhaust its stack.
/// </summary>
internal static class NestingRules
{
    /// <summary>Most operators and keywords around one place. rustc 1.95 ends in a crash from about 1,000 on.</summary>
    public const int MaxOperators = 600;

    /// <summary>Reports the first place that is too deep.</summary>
    public static void Check(CodeTokens tokens, ProblemList problems)
    {
        var outer = new Stack<Level>();
        var level = default(Level);
        for (var i = 0; i < tokens.Count; i++)
        {
            switch (tokens.Is(i, RustTokenKind.Punctuation) ? tokens.Text(i) : default)
            {
                case ";" or "=>":
                    level = level with { Run = 0, Kept = 0 };
                    break;
                case ",":
                    level = level with { Run = level.Kept };
                    break;
                case ":" or "::":
                    break;
                case ")" or "]" or "}":
                    outer.TryPop(out level);
                    level = tokens.Is(i, "}") && BeginsStatement(tokens, i + 1) ? level with { Run = 0, Kept = 0 } : level;
                    break;
                case "(" or "[" or "{":
                    level = level with { Run = level.Run + 1 };
                    outer.Push(level);
                    level = new Level(level.Around + level.Run, 0, 0);
                    break;
                case "<" or "|" or "||":
                    // Generics and the parameters of closures hold commas that end nothing.
                    level = level with { Run = level.Run + 1, Kept = level.Run + 1 };
                    break;
                case { Length: > 0 }:
                    level = level with { Run = level.Run + 1 };
                    break;
                default:
                    level = level with { Run = level.Run + (Nests(tokens, i) ? 1 : 0) };
                    break;
            }

            if (level.Around + level.Run > MaxOperators)
            {
                problems.Add(tokens.Offset(i), $"more than {MaxOperators} operators and keywords nest here", "move parts into variables or functions of their own, or use a loop over an array");
                return;
            }
        }
    }

    private static bool Nests(CodeTokens tokens, int index) =>
        tokens.Is(index, RustTokenKind.Lifetime) || tokens.IsExpressionKeyword(index);

    private static bool BeginsStatement(CodeTokens tokens, int index) =>
        tokens.Is(index, "#") || tokens.Is(index, RustTokenKind.Lifetime)
        || (tokens.IsName(index) && !tokens.IsKeyword(index, "else") && !tokens.IsKeyword(index, "as"));

    /// <summary>What nests at one level of brackets.</summary>
    /// <param name="Around">Sum over the levels around.</param>
    /// <param name="Run">Since the last comma or the end of a statement.</param>
    /// <param name="Kept">Of these, what a comma does not end.</param>
    private readonly record struct Level(int Around, int Run, int Kept);
}
