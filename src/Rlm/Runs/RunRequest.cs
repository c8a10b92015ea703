using Rlm.Documents;
using Rlm.Models;
using Rlm.Sessions;

namespace Rlm.Runs;

/// <summary>One question over documents.</summary>
public sealed record RunRequest
{
    /// <summary>What is asked.</summary>
    public required string Question { get; init; }

    /// <summary>What it is asked of. Not disposed by the run.</summary>
    public required DocumentSet Documents { get; init; }

    /// <summary>The models. Not disposed by the run.</summary>
    public required ModelPool Models { get; init; }

    /// <summary>JSON schema that the answer has to fit; see docs/reference/answer-schema.md. Null: any text.</summary>
    public string? Schema { get; init; }

    /// <summary>What the run may take.</summary>
    public RunLimits Limits { get; init; } = new();

    /// <summary>File of the trace. Null: none is kept.</summary>
    public string? TracePath { get; init; }

    /// <summary>What models said in the run before, when it is resumed or replayed. Null: it begins anew.</summary>
    public RunRecord? Record { get; init; }

    /// <summary>Kept in the trace, so that the run can be resumed from it alone. Null: who began it keeps that.</summary>
    public RunRecipe? Recipe { get; init; }

    /// <summary>What the run goes on from, and what keeps what it comes to. Null: the question stands alone.</summary>
    public SessionState? Session { get; init; }

    /// <summary>Identity of the run; made by <see cref="RunIds"/> when null.</summary>
    public string? RunId { get; init; }
}
