using Rlm.Runs;

namespace Rlm.Cli.Documents;

/// <summary>What <c>rlm documents --json</c> prints.</summary>
internal sealed record DocumentsOutput(
    bool Success,
    RunError? Error,
    IReadOnlyList<DocumentOutput> Documents,
    IReadOnlyList<LeftOutOutput> LeftOut,
    IReadOnlyList<ProblemOutput> Problems);

/// <summary>One document.</summary>
internal sealed record DocumentOutput(string Name, string? Path, string Format, string Encoding, int? Pages, long Bytes, long Lines, long Characters);

/// <summary>Something that did not become a document.</summary>
internal sealed record LeftOutOutput(string Path, string Reason, string Detail);

/// <summary>Something that was named and could not be had.</summary>
internal sealed record ProblemOutput(string Document, string Code, string Message);
