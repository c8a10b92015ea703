using System.Diagnostics;

namespace Rlm.Bench.Measures.Soak;

/// <summary>What this process holds, without what is only waiting to be collected.</summary>
internal static class ResidentMemory
{
    public static long Now()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
