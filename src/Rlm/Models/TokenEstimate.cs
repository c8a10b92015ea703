using Microsoft.Extensions.AI;

namespace Rlm.Models;

/// <summary>
/// About how many tokens a text has, rather too many than too few: three bytes a token, and every digit one, as Qwen's and
/// others' tokenizers have it.
/// </summary>
internal static class TokenEstimate
{
    /// <summary>Role and marks around a message.</summary>
    private const int AroundMessage = 8;

    public static long Of(string text)
    {
        var digits = 0;
        foreach (var character in text)
        {
            digits += char.IsAsciiDigit(character) ? 1 : 0;
        }

        return ((System.Text.Encoding.UTF8.GetByteCount(text) - digits) / 3) + digits + 1;
    }

    public static long Of(IEnumerable<ChatMessage> messages) => messages.Sum(Of);

    public static long Of(ChatMessage message) => AroundMessage + message.Contents.Sum(Of);

    private static long Of(AIContent content) => content switch
    {
        TextContent text => Of(text.Text),
        FunctionCallContent call => Of(ToolCalls.ArgumentsOf(call)),
        FunctionResultContent result => Of(ToolCalls.ResultOf(result)),
        _ => 0,
    };
}
