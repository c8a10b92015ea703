namespace Rlm.Documents;

/// <summary>A bound on what may be written or expanded is reached. Never leaves the loader, which makes it a value.</summary>
/// <param name="detail">The end of a sentence that begins with what is too large.</param>
internal sealed class SpillLimitException(string detail) : IOException(detail);
