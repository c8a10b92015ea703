namespace Rlm.Wasm.Validation;

/// <summary>Paths lead to what is there: no files, network, processes, threads or clock, and no other crates.</summary>
internal static class PathRules
{
    private const int MaxNames = 3;
    private const int MaxNameLength = 32;

    /// <summary>Reports every path that leads elsewhere.</summary>
    public static void Check(CodeTokens tokens, Names names, ProblemList problems)
    {
        foreach (var leaf in names.Imports)
        {
            CheckImport(tokens, names, leaf, problems);
        }

        var (mainStart, mainEnd) = FindMain(tokens);
        for (var i = 0; i < tokens.Count; i++)
        {
            if (UseReader.IsUse(tokens, i))
            {
                var end = UseReader.End(tokens, i);
                CheckHidden(tokens, i, end, problems);
                i = end;
            }
            else if (tokens.Is(i + 1, "::") && tokens.IsPathHead(i) && !(i > mainStart && i < mainEnd))
            {
                CheckPath(tokens, names, i, problems);
            }
        }
    }

    /// <summary>
    /// The body of <c>main</c>, if there is one. Authors write one that reads standard input to try the source; nothing
    /// calls it here, so what it calls does not matter.
    /// </summary>
    private static (int Start, int End) FindMain(CodeTokens tokens)
    {
        var at = TopLevelFunction.All(tokens).FirstOrDefault(keyword => tokens.IsNamed(keyword + 1, "main"), tokens.Count);
        while (at < tokens.Count && !tokens.Is(at, "{") && !tokens.Is(at, ";"))
        {
            at++;
        }

        return tokens.Is(at, "{") && tokens.HasPartner(at) ? (at, tokens.Closing(at)) : (0, 0);
    }

    private static void CheckImport(CodeTokens tokens, Names names, UseLeaf leaf, ProblemList problems)
    {
        var path = leaf.Name == "*" ? leaf.Path + "::*" : leaf.Path;
        if (names.Resolve(path) is { } standard)
        {
            CheckStandard(tokens, leaf.Token, standard, problems);
        }
        else
        {
            CheckCrate(tokens, names, leaf.Head, problems);
        }
    }

    private static void CheckPath(CodeTokens tokens, Names names, int head, ProblemList problems)
    {
        if (names.Standard(tokens.Name(head)) is not { } path)
        {
            CheckCrate(tokens, names, head, problems);
            return;
        }

        for (var (i, count) = (head, 0); count < MaxNames && tokens.Is(i + 1, "::") && tokens.IsName(i + 2); i += 2, count++)
        {
            var name = tokens.Name(i + 2);
            path = $"{path}::{name[..Math.Min(name.Length, MaxNameLength)]}";
        }

        CheckStandard(tokens, head, path, problems);
    }

    private static void CheckStandard(CodeTokens tokens, int index, string path, ProblemList problems)
    {
        if (StandardLibrary.FindRefused(path, out var help) is { } refused)
        {
            problems.Add(tokens.Offset(index), $"`{refused}` does not work in an analysis", help);
        }
    }

    private static void CheckCrate(CodeTokens tokens, Names names, int head, ProblemList problems)
    {
        if (tokens.IsName(head) && !names.Declares(tokens.Name(head)) && ExternalCrates.HelpFor(tokens.Name(head)) is { } help)
        {
            problems.Add(tokens.Offset(head), $"the crate `{tokens.Name(head)}` is not there", help);
        }
    }

    /// <summary>An import can give a macro another name, so those that must not be used must not be imported.</summary>
    private static void CheckHidden(CodeTokens tokens, int from, int to, ProblemList problems)
    {
        for (var i = from + 1; i < to; i++)
        {
            if (MacroRules.IsHidden(tokens.Name(i)) && !problems.Has(tokens.Offset(i)))
            {
                problems.Add(tokens.Offset(i), $"`{tokens.Name(i)}` may not be imported", MacroRules.HelpFor(tokens.Name(i)));
            }
        }
    }
}
