namespace Rlm.Wasm.Validation;

/// <summary>Finds the optional crates that a source uses. Each one linked costs compile time, so nothing is guessed.</summary>
internal static class CrateRules
{
    private const string Regex = "regex";
    private const string Json = "serde_json";

    /// <summary>Their names, sorted.</summary>
    public static IReadOnlyList<string> Find(CodeTokens tokens, Names names)
    {
        var regex = names.Imports.Any(leaf => tokens.IsNamed(leaf.Head, Regex)) && !names.Declares(Regex);
        var json = false;
        for (var i = 0; i < tokens.Count && !(regex && json); i++)
        {
            switch (tokens.Name(i))
            {
                case Regex:
                    regex |= tokens.Is(i + 1, "::") && tokens.IsPathHead(i) && !names.Declares(Regex);
                    break;
                case "Regex" or "RegexBuilder" or "RegexSet" or "Captures":
                    regex |= tokens.IsPathHead(i) && !names.Declares(tokens.Name(i));
                    break;
                case Json:
                    json |= !tokens.Is(i - 1, ".") && !names.Declares(Json);
                    break;
                case "json":
                    json |= tokens.Is(i + 1, "!");
                    break;
            }
        }

        return (regex, json) switch
        {
            (true, true) => [Regex, Json],
            (true, false) => [Regex],
            (false, true) => [Json],
            _ => [],
        };
    }
}
