using System.Runtime.InteropServices;

namespace Rlm.Wasm.Execution;

/// <summary>
/// Asks the kernel to back a large memory by pages of 2 MiB. A guest's memory is always fresh, so each of its pages is a fault
/// when it is first written, and for light analyses that is a third of the time.
/// </summary>
internal static partial class LargePages
{
    // Memories of less would only become larger.
    private const long LeastInput = 2 << 20;

    private const int HugePage = 14;

    /// <summary>For all that a memory holds and may grow by. Where the kernel knows no such pages nothing changes: it is advice.</summary>
    /// <param name="start">Where the memory begins, at a page.</param>
    /// <param name="input">Bytes that it is about to be given.</param>
    /// <param name="most">Bytes that it may have.</param>
    public static void Advise(nint start, long input, long most)
    {
        if (OperatingSystem.IsLinux() && input >= LeastInput)
        {
            _ = MemoryAdvise(start, (nuint)most, HugePage);
        }
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int MemoryAdvise(nint address, nuint length, int advice);
}
