namespace Rlm.ReadyMade;

/// <summary>One of the analyses that RLM brings.</summary>
/// <param name="Name">Its name.</param>
/// <param name="File">The file of its module, without the ending. Several may share one, which is told the name.</param>
/// <param name="Summary">What it gives, in a few words.</param>
/// <param name="Arguments">What it may be told.</param>
internal sealed record ReadyMadeAnalysis(string Name, string File, string Summary, IReadOnlyList<ReadyMadeArgument> Arguments)
{
    /// <summary>Arguments that show the form.</summary>
    public required string Example { get; init; }

    /// <summary>Whether it wants to see the first lines of the whole text.</summary>
    public bool TakesHead { get; init; }

    /// <summary>The parameters of its <c>analyze</c>.</summary>
    public IReadOnlyList<string> Parameters => TakesHead ? ["input", "args", "head"] : ["input", "args"];

    /// <summary>Its name, what it gives and what it may be told, on one line.</summary>
    public string Describe()
    {
        var arguments = Arguments.Select(a => $"{a.Name} ({(a.Required ? "required: " : string.Empty)}{a.Description})");
        return $"`{Name}`: {Summary}. args: {string.Join("; ", arguments)}. Such as `{Example}`";
    }
}
