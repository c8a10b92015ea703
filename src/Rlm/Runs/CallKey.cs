using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.AI;
using Rlm.Models;

namespace Rlm.Runs;

/// <summary>
/// What answers of models are recorded under. A turn is known by its place, since its conversation follows from all that
/// came before; everything else by what is asked, so that one question is asked once.
/// </summary>
public static class CallKey
{
    /// <summary>The key of a turn.</summary>
    /// <param name="node">The nested run, or null for the run itself.</param>
    /// <param name="step">1-based.</param>
    public static string Turn(string? node, int step) => $"{node ?? "run"}#{step}";

    /// <summary>The key of a last turn; the turn in whose place it came may have been refused.</summary>
    /// <param name="node">The nested run, or null for the run itself.</param>
    public static string LastTurn(string? node) => $"{node ?? "run"}#last";

    /// <summary>The key of a question.</summary>
    internal static string Question(ModelRole role, IReadOnlyList<ChatMessage> messages)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, role.ToString());
        foreach (var message in messages)
        {
            Append(hash, message.Role.Value);
            Append(hash, message.Text);
        }

        return Short(hash);
    }

    /// <summary>The identity of a nested run, by what is asked of which text.</summary>
    internal static string Node(string task, string textHash)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, task);
        Append(hash, textHash);
        return Short(hash)[..12];
    }

    // Lengths stand before texts, so that no two lists of texts look alike.
    private static void Append(IncrementalHash hash, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }

    private static string Short(IncrementalHash hash) => Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
}
