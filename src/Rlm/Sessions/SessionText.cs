using Rlm.Documents;

namespace Rlm.Sessions;

/// <summary>A variable that a run begins with.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Text">Its text.</param>
/// <param name="By">The command that stored it, or null when that is not known.</param>
/// <param name="Question">The question whose run stored it.</param>
public sealed record SessionText(string Name, Text Text, string? By, string Question);
