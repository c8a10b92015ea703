namespace Rlm.Documents;

/// <summary>Something in a folder, glob or archive that did not become a document.</summary>
/// <param name="Path">Relative path as a document's name would be; a folder ends with <c>/</c> and stands for all in it.</param>
/// <param name="Reason">Why.</param>
/// <param name="Detail">More about it for a person, such as the rule or the kind of file; may be empty.</param>
public sealed record LeftOut(string Path, LeftOutReason Reason, string Detail);
