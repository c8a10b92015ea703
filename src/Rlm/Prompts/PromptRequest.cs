using Rlm.Commands;
using Rlm.Documents;
using Rlm.Runs;

namespace Rlm.Prompts;

/// <summary>What a prompt is for. What is not available is not mentioned in it.</summary>
/// <param name="Catalog">The commands.</param>
/// <param name="Documents">What the question is about.</param>
/// <param name="Limits">What the run may take.</param>
public sealed record PromptRequest(CommandCatalog Catalog, DocumentSet Documents, RunLimits Limits)
{
    /// <summary>Whether a model answers <c>llm_query</c>.</summary>
    public bool HasSubModel { get; init; }

    /// <summary>How many levels of runs may begin inside this one, 0 and more. 0: <c>rlm_query</c> is not offered.</summary>
    public int NestedDepth { get; init; }

    /// <summary>How much the model is told. Default: everything.</summary>
    public PromptSize Size { get; init; }

    /// <summary>
    /// Whether the model calls commands as tools of its provider, which are declared besides the prompt; see
    /// <see cref="CommandSchema"/>. Otherwise it writes them as JSON.
    /// </summary>
    public bool ToolCalls { get; init; }

    /// <summary>
    /// UTF-8 bytes that the previews of documents may take, 0 and more; fewer documents and shorter lines are shown to
    /// stay under it, and at least one line of under 200 bytes. Null: as much as is useful.
    /// </summary>
    public int? MaxPreviewBytes { get; init; }
}
