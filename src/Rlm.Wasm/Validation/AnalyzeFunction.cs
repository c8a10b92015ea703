namespace Rlm.Wasm.Validation;

/// <summary>The function <c>analyze</c>.</summary>
internal sealed record AnalyzeFunction(TopLevelFunction Item, IReadOnlyList<string> Parameters)
{
    /// <summary>Most inputs that an analysis may have.</summary>
    public const int MaxParameters = 8;

    private const string Form = "write `pub fn analyze(input: &str) -> String`";
    private const string SeveralForm = "write `pub fn analyze(input: &str) -> String`, or with several inputs `pub fn analyze(logs: &str, users: &str) -> String`";

    /// <summary>Finds it, or reports why there is none that can be called.</summary>
    public static AnalyzeFunction? Find(CodeTokens tokens, ProblemList problems)
    {
        var item = TopLevelFunction.Find(tokens, "analyze", problems);
        if (item is null)
        {
            ReportMissing(tokens, problems);
            return null;
        }

        CheckModifiers(tokens, item, problems);
        if (item.ParametersOpen == 0)
        {
            problems.Add(tokens.Offset(item.Name), "`analyze` has no list of parameters", SeveralForm);
            return null;
        }

        if (!item.Returns)
        {
            problems.Add(
                tokens.Offset(item.Name),
                "`analyze` returns nothing",
                $"{Form}; what is returned is the result (anything that implements `Display`, an `Option` or a `Result`), what is printed is only a log");
        }

        return new AnalyzeFunction(item, ReadParameters(tokens, item, problems));
    }

    private static void ReportMissing(CodeTokens tokens, ProblemList problems)
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens.IsKeyword(i, "fn") && tokens.IsNamed(i + 1, "analyze"))
            {
                problems.Add(tokens.Offset(i), "`analyze` is not at the top level of the source", "move it out of its module, `impl` or function");
                return;
            }
        }

        var others = TopLevelFunction.All(tokens).Where(keyword => !tokens.IsNamed(keyword + 1, "main")).Take(2).ToList();
        if (others.Count == 1)
        {
            var name = others[0] + 1;
            problems.Add(tokens.Offset(name), "there is no function `analyze`", $"rename `{tokens.Name(name)}` if it is meant: {SeveralForm}");
        }
        else
        {
            problems.Add(0, "there is no function `analyze`", SeveralForm);
        }
    }

    private static void CheckModifiers(CodeTokens tokens, TopLevelFunction item, ProblemList problems)
    {
        if (item.OddModifier >= 0 && !problems.Has(tokens.Offset(item.OddModifier)))
        {
            problems.Add(tokens.Offset(item.OddModifier), $"`analyze` may not be `{tokens.Text(item.OddModifier)}`", Form);
        }

        if (item.GenericToken >= 0)
        {
            problems.Add(tokens.Offset(item.GenericToken), "`analyze` may not be generic", SeveralForm);
        }
    }

    private static List<string> ReadParameters(CodeTokens tokens, TopLevelFunction item, ProblemList problems)
    {
        var names = new List<string>();
        foreach (var (from, to) in item.Parameters())
        {
            var name = tokens.IsKeyword(from, "mut") ? from + 1 : from;
            if (!tokens.IsName(name) || !tokens.Is(name + 1, ":") || tokens.Name(name) is "_" or "self")
            {
                problems.Add(tokens.Offset(from), "a parameter of `analyze` needs a plain name", SeveralForm);
            }
            else if (!IsInput(tokens, name + 2, to))
            {
                problems.Add(
                    tokens.Offset(name + 2),
                    $"the parameter `{tokens.Name(name)}` of `analyze` has a type that no input has",
                    $"inputs are text: `&str`, `String`, `&String` or `&[u8]`; {SeveralForm}");
            }

            names.Add(tokens.Name(name).ToString());
        }

        if (names.Count is 0 or > MaxParameters)
        {
            problems.Add(
                tokens.Offset(item.ParametersOpen),
                names.Count == 0 ? "`analyze` takes no input" : $"`analyze` takes more than {MaxParameters} inputs",
                names.Count == 0 ? SeveralForm : "join some of them, or read a variable with `rlm::var(name)`");
        }

        return names;
    }

    /// <summary>Whether the tokens are one of the types that an input may have.</summary>
    private static bool IsInput(CodeTokens tokens, int from, int to)
    {
        var at = from;
        var borrowed = tokens.Is(at, "&");
        at += borrowed ? 1 : 0;
        at += borrowed && tokens.Is(at, RustTokenKind.Lifetime) ? 1 : 0;
        if (borrowed && tokens.Is(at, "["))
        {
            return at + 3 == to && tokens.IsKeyword(at + 1, "u8") && tokens.Is(at + 2, "]");
        }

        if (tokens.IsKeyword(at, "std") && tokens.Is(at + 1, "::") && tokens.IsKeyword(at + 2, "string") && tokens.Is(at + 3, "::"))
        {
            at += 4;
        }

        return at + 1 == to && (tokens.IsKeyword(at, "String") || (borrowed && tokens.IsKeyword(at, "str")));
    }
}
