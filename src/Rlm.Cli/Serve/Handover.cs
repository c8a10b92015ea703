using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Rlm.Cli.Serve;

/// <summary>Becomes another program, so that signals reach it and it has this one's place.</summary>
internal static partial class Handover
{
    /// <returns>The other program's exit status, where a process cannot become another one.</returns>
    /// <exception cref="UsageException">It cannot be started.</exception>
    public static int To(string program, string[] arguments)
    {
        if (OperatingSystem.IsWindows())
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments))!;
            process.WaitForExit();
            return process.ExitCode;
        }

        string?[] vector = [program, .. arguments, null];
        _ = Execute(program, vector);
        throw new UsageException($"{program} cannot be started: {Marshal.GetLastPInvokeErrorMessage()}.", ExitCode.Failed);
    }

    [LibraryImport("libc", EntryPoint = "execv", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Execute(string path, string?[] arguments);
}
