using Rlm.Bench.Measures.Loop;

namespace Rlm.Bench.Measures;

/// <summary>The measures of this folder, in the order in which they are taken.</summary>
internal static class InProcessMeasures
{
    public static IReadOnlyList<Measure> All { get; } =
    [
        new("loop", "a step of the loop, with a model that answers at once", LoopSection.AddAsync),
    ];
}
