using System.Security.Cryptography;
using System.Text;
using Rlm.Commands;

namespace Rlm.Prompts;

/// <summary>What the root model is told first.</summary>
/// <param name="Text">The prompt.</param>
public sealed record SystemPrompt(string Text)
{
    /// <summary>An example of a conversation, to stand between the prompt and the question; perhaps empty.</summary>
    public IReadOnlyList<PriorTurn> PriorTurns { get; init; } = [];

    /// <summary>The commands that it offers, in the order in which they are shown.</summary>
    public IReadOnlyList<CommandDeclaration> Commands { get; init; } = [];

    /// <summary>The compiler that analyses are made with, by what shapes its modules; null when there is none.</summary>
    public string? Toolchain { get; init; }

    /// <summary>SHA-256 of it and of the turns before the question, in hex.</summary>
    public string Hash =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text + string.Concat(PriorTurns.Select(t => $"\0{t.FromModel}\0{t.Text}")))));
}
