namespace Rlm.Evidence;

/// <summary>A part of a document that an answer rests on.</summary>
/// <param name="Document">Name of the document; <c>context</c>, which is all of them, where there were too many to name each.</param>
/// <param name="FirstLine">
/// The line of its first byte, from 0 as the command <c>lines</c> counts. Null when it was not counted: the documents that
/// are told of are longer than 1 GiB together, or could no longer be read.
/// </param>
/// <param name="EndLine">The line after that of its last byte; null together with <paramref name="FirstLine"/>.</param>
/// <param name="StartByte">First byte of the document's text in UTF-8, from 0.</param>
/// <param name="EndByte">The byte after the last.</param>
public sealed record EvidenceLines(string Document, long? FirstLine, long? EndLine, long StartByte, long EndByte);
