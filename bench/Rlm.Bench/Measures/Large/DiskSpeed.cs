using System.Runtime.InteropServices;

namespace Rlm.Bench.Measures.Large;

/// <summary>How fast a file can be read at all, without looking at it.</summary>
internal static partial class DiskSpeed
{
    private const int BufferBytes = 4 << 20;
    private const int DontNeed = 4;

    /// <summary>Reads a file once from start to end.</summary>
    public static TimeSpan Read(string path)
    {
        var buffer = GC.AllocateUninitializedArray<byte>(BufferBytes, pinned: true);
        var began = TimeProvider.System.GetTimestamp();
        using var file = File.OpenHandle(path, options: FileOptions.SequentialScan);
        for (var position = 0L; RandomAccess.Read(file, buffer, position) is > 0 and var read; position += read)
        {
        }

        return TimeProvider.System.GetElapsedTime(began);
    }

    /// <summary>Has the kernel forget a file's pages, so that the next to read it reads the disk.</summary>
    public static void Forget(string path)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
        RandomAccess.FlushToDisk(file);
        var failed = Advise((int)file.DangerousGetHandle(), 0, 0, DontNeed);
        if (failed != 0)
        {
            throw new InvalidOperationException($"The kernel does not forget {path}: error {failed}.");
        }
    }

    [LibraryImport("libc", EntryPoint = "posix_fadvise")]
    private static partial int Advise(int file, long offset, long length, int advice);
}
