using Rlm.Bench.Measures.Builtins;
using Rlm.Bench.Measures.Loop;
using Rlm.Bench.Measures.Trace;

namespace Rlm.Bench.Measures;

/// <summary>The measures of this folder, in the order in which they are taken.</summary>
internal static class InProcessMeasures
{
    public static IReadOnlyList<Measure> All { get; } =
    [
        new("loop", "a step of the loop, with a model that answers at once", LoopSection.AddAsync),
        new("trace", "events a second through the trace", TraceSection.AddAsync),
        new("builtins", "built-in commands against analyses that answer the same", BuiltinSection.AddAsync),
    ];
}
