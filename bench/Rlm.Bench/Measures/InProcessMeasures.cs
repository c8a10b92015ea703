using Rlm.Bench.Measures.Builtins;
using Rlm.Bench.Measures.Chunks;
using Rlm.Bench.Measures.Large;
using Rlm.Bench.Measures.Load;
using Rlm.Bench.Measures.Loop;
using Rlm.Bench.Measures.Memory;
using Rlm.Bench.Measures.Mix;
using Rlm.Bench.Measures.Soak;
using Rlm.Bench.Measures.Start;
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
        new("mix", "how often the cache answers over a mix of questions", MixSection.AddAsync),
        new("memory", "memory and time against size, to 10 GB [--sizes MB,… --keep]", MemorySection.AddAsync),
        new("chunks", "cost against the number of chunks", ChunkSection.AddAsync),
        new("large", "10 GB of lines counted with merge [--sizes MB --keep]", LargeSection.AddAsync),
        new("soak", "a thousand executions, and sixty-four at once", SoakSection.AddAsync),
        new("start", "the whole program for next to nothing", StartSection.AddAsync),
        new("load", "the service with two hundred questions at once", LoadSection.AddAsync),
    ];
}
