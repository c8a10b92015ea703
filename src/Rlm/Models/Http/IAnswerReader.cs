using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace Rlm.Models.Http;

/// <summary>Reads the objects of one answer, in order.</summary>
internal interface IAnswerReader
{
    /// <summary>Whether an object says that the answer is whole.</summary>
    bool IsLast(JsonObject item);

    /// <summary>An error that the server reports in place of an answer or in the middle of it, or null.</summary>
    AnswerError? ReadError(JsonObject item);

    /// <summary>An object as an update, or null when it holds nothing of use.</summary>
    ChatResponseUpdate? Read(JsonObject item);

    /// <summary>What is known only at the end, such as tool calls that came in pieces; null when there is nothing.</summary>
    ChatResponseUpdate? End();
}

/// <summary>An error in an answer.</summary>
/// <param name="Code">Its kind.</param>
/// <param name="Message">What the server said.</param>
internal sealed record AnswerError(ModelErrorCode Code, string Message);
