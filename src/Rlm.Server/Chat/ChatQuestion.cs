namespace Rlm.Server.Chat;

/// <summary>What a conversation asks, and of which texts.</summary>
/// <param name="Question">The question, with what was said before it.</param>
/// <param name="Documents">Long messages and attachments, in order.</param>
internal sealed record ChatQuestion(string Question, IReadOnlyList<ChatDocument> Documents);

/// <summary>A text out of a conversation.</summary>
/// <param name="Name">The name of an attachment, or one made of the message's place.</param>
/// <param name="Content">Its bytes.</param>
internal sealed record ChatDocument(string Name, ReadOnlyMemory<byte> Content);
