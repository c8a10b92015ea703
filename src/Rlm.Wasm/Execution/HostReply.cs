namespace Rlm.Wasm.Execution;

/// <summary>What the host says to one call of an analysis.</summary>
/// <param name="Success">False: the analysis gets <paramref name="Text"/> as an <c>Err</c>.</param>
/// <param name="Text">The answer, or why there is none. It is read straight into the memory of the analysis, so it may be large.</param>
public sealed record HostReply(bool Success, AnalysisInput Text)
{
    /// <summary>An answer.</summary>
    /// <param name="text">What the analysis gets as <c>Ok</c>.</param>
    public static HostReply Answer(string text) => new(true, AnalysisInput.FromText(text));

    /// <summary>No answer.</summary>
    /// <param name="reason">Why, and what to do instead.</param>
    public static HostReply Refused(string reason) => new(false, AnalysisInput.FromText(reason));
}
