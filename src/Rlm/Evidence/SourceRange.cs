namespace Rlm.Evidence;

/// <summary>A range of a document.</summary>
/// <param name="Document">Name of the document; <c>context</c> where the ranges of too many documents became one of all of them.</param>
/// <param name="Start">First byte of its text in UTF-8, from 0.</param>
/// <param name="End">The byte after the last.</param>
public sealed record SourceRange(string Document, long Start, long End);
