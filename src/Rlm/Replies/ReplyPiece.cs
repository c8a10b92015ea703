namespace Rlm.Replies;

/// <summary>A part of a reply.</summary>
/// <param name="Text">What stands in it.</param>
/// <param name="IsRust">Whether it is a fence of Rust.</param>
internal readonly record struct ReplyPiece(string Text, bool IsRust);
