using System.Globalization;
using System.Runtime.InteropServices;

namespace Rlm.Wasm.Jail;

/// <summary>Counts the threads of the user who runs us, which is what a limit on processes counts.</summary>
internal static partial class UserTasks
{
    public static int Count()
    {
        var user = GetUserId();
        if (user == 0)
        {
            // The limit does not bind root.
            return 0;
        }

        var tasks = 0;
        foreach (var process in Directory.EnumerateDirectories("/proc").Where(path => char.IsAsciiDigit(Path.GetFileName(path)[0])))
        {
            try
            {
                tasks += TasksOf(File.ReadLines(Path.Combine(process, "status")), user);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // It has ended, or is not ours to see.
            }
        }

        return tasks;
    }

    /// <summary>Reads <c>Uid:</c> (the first number is the real user) and <c>Threads:</c>; see proc_pid_status(5).</summary>
    internal static int TasksOf(IEnumerable<string> status, uint user)
    {
        foreach (var line in status)
        {
            if (line.StartsWith("Uid:", StringComparison.Ordinal) && !First(line).Equals(user.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal))
            {
                return 0;
            }

            if (line.StartsWith("Threads:", StringComparison.Ordinal))
            {
                return int.Parse(First(line), CultureInfo.InvariantCulture);
            }
        }

        return 0;
    }

    private static string First(string line) => line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Split('\t', StringSplitOptions.RemoveEmptyEntries)[0].Trim();

    [LibraryImport("libc", EntryPoint = "getuid")]
    private static partial uint GetUserId();
}
