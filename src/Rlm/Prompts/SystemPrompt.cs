using System.Security.Cryptography;
using System.Text;

namespace Rlm.Prompts;

/// <summary>What the root model is told first.</summary>
/// <param name="Text">The prompt.</param>
public sealed record SystemPrompt(string Text)
{
    /// <summary>SHA-256 of it, in hex.</summary>
    public string Hash { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));
}
