using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Rlm.Wasm.Processes;

/// <summary>
/// A process in a session of its own. A Ctrl-C on the terminal does not reach it, so that we decide when it ends;
/// and one signal reaches all it started, those too whose parent is gone.
/// </summary>
internal static partial class ProcessGroup
{
    private const int SigKill = 9;

    /// <summary>util-linux's <c>setsid</c>, essential on Linux distributions; null elsewhere, where trees must do.</summary>
    private static readonly string? SetSid =
        OperatingSystem.IsLinux() ? ToolEnvironment.FindExecutable("setsid", "/usr/bin:/bin") : null;

    /// <summary>Makes <paramref name="start"/> run <paramref name="program"/>, leading its own session where that can be had.</summary>
    public static void Lead(ProcessStartInfo start, string program)
    {
        start.FileName = SetSid ?? program;
        if (SetSid is not null)
        {
            start.ArgumentList.Add(program);
        }
    }

    /// <summary>Ends the process, its children and theirs. May be called when they are gone.</summary>
    public static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // Already gone, or going.
        }

        KillGroup(process.Id);
    }

    /// <summary>Ends what a process that itself has ended left running.</summary>
    public static void KillGroup(int leader)
    {
        if (SetSid is not null && leader > 1)
        {
            _ = KillNative(-leader, SigKill);
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int KillNative(int pid, int signal);
}
