namespace Rlm.Prompts;

/// <summary>Reads an example of a conversation: turns, each under a line that says whose it is.</summary>
internal static class PriorTurns
{
    private const string User = "--- user\n";
    private const string Model = "--- model\n";

    public static IReadOnlyList<PriorTurn> Read(string name)
    {
        var turns = new List<PriorTurn>();
        foreach (var turn in $"\n{PromptText.Read(name)}".Split("\n--- ", StringSplitOptions.RemoveEmptyEntries))
        {
            var marked = $"--- {turn}\n";
            var fromModel = marked.StartsWith(Model, StringComparison.Ordinal);
            turns.Add(new PriorTurn(fromModel, marked[(fromModel ? Model : User).Length..].TrimEnd()));
        }

        return turns;
    }
}
