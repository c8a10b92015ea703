namespace Rlm.Replies;

/// <summary>What a reply was understood to say.</summary>
/// <param name="Commands">The commands in order, perhaps none.</param>
/// <param name="Problems">What looked like a command and could not be read, or not to its end, worded for the model.</param>
internal sealed record ReplyReading(IReadOnlyList<ReplyCommand> Commands, IReadOnlyList<string> Problems);
