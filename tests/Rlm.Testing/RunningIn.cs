namespace Rlm.Testing;

/// <summary>The processes of this machine, by the folder that they run in.</summary>
public static class RunningIn
{
    /// <summary>The current folder of every process that still runs and that we may look at.</summary>
    public static IReadOnlyList<string> Folders()
    {
        var folders = new List<string>();
        foreach (var process in Directory.EnumerateDirectories("/proc").Where(path => char.IsAsciiDigit(Path.GetFileName(path)[0])))
        {
            try
            {
                folders.Add(File.ResolveLinkTarget(Path.Combine(process, "cwd"), returnFinalTarget: false)?.FullName ?? "");
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // It has ended, or is another user's.
            }
        }

        return folders;
    }
}
