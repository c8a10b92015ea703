namespace Rlm.Runs;

/// <summary>Sees when a model goes in circles: the same command with the same result.</summary>
internal sealed class RepeatWatch
{
    /// <summary>So often is once too often: the model is made to answer.</summary>
    private const int Most = 3;

    private readonly Dictionary<(string Command, string Output), int> _seen = [];

    /// <summary>Whether a command was given so often that the run should come to its end.</summary>
    public bool IsCircling { get; private set; }

    /// <summary>Notes a command and what came of it.</summary>
    /// <returns>What the model is told of it, or null when it is new.</returns>
    public string? Note(string command, string output)
    {
        var count = _seen[(command, output)] = _seen.GetValueOrDefault((command, output)) + 1;
        IsCircling |= count >= Most;
        return count == 1 ? null : "You gave this very command before, with this very result. Give another one, or the final answer.";
    }
}
