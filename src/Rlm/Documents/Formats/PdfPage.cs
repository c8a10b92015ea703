namespace Rlm.Documents.Formats;

/// <summary>A page as far as its text goes: runs in the order in which they are drawn.</summary>
internal sealed record PdfPage(IReadOnlyList<PdfRun> Runs);
