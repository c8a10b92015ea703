namespace Rlm.ReadyMade;

/// <summary>What an argument of a ready-made analysis is.</summary>
internal enum ArgumentKind
{
    /// <summary>A text.</summary>
    Text,

    /// <summary>A text or a whole number from 0.</summary>
    TextOrNumber,

    /// <summary>A whole number from 0.</summary>
    Number,

    /// <summary>True or false.</summary>
    Flag,

    /// <summary>True, or a list of words.</summary>
    Words,
}

/// <summary>An argument of a ready-made analysis.</summary>
/// <param name="Name">Its name in JSON.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Description">What it means, and its default.</param>
internal sealed record ReadyMadeArgument(string Name, ArgumentKind Kind, string Description)
{
    /// <summary>Whether it must be given.</summary>
    public bool Required { get; init; }

    /// <summary>The texts that it may be; empty: any.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];
}
