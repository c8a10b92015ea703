namespace Rlm.Prompts;

/// <summary>How much a preview shows.</summary>
/// <param name="Documents">Documents of which lines are shown.</param>
/// <param name="Listed">Further documents that are named.</param>
/// <param name="First">Lines from the beginning of each.</param>
/// <param name="Middle">Lines from its middle.</param>
/// <param name="Last">Lines from its end.</param>
/// <param name="LineCharacters">Characters of a line.</param>
internal sealed record PreviewDetail(int Documents, int Listed, int First, int Middle, int Last, int LineCharacters)
{
    /// <summary>From the most to the least.</summary>
    public static IReadOnlyList<PreviewDetail> All { get; } =
    [
        new(8, 40, 12, 4, 2, 200),
        new(8, 40, 6, 2, 1, 200),
        new(8, 40, 4, 1, 1, 120),
        new(4, 20, 4, 1, 1, 120),
        new(3, 10, 3, 1, 0, 80),
        new(2, 5, 2, 0, 0, 80),
        new(1, 3, 1, 0, 0, 60),
        new(0, 3, 0, 0, 0, 0),
        new(0, 0, 0, 0, 0, 0),
    ];
}
