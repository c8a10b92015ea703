namespace Rlm.Models.Keys;

/// <summary>
/// Where a program lies. .NET looks for a bare name in the working folder before it looks along the path, and there may be
/// what came with a stranger's checkout.
/// </summary>
internal static class ProgramPath
{
    /// <summary>The program's whole path; null when there is none, or when its place depends on the working folder.</summary>
    public static string? Find(string program)
    {
        if (program.Contains('/', StringComparison.Ordinal) || program.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            return Path.IsPathFullyQualified(program) ? program : null;
        }

        string[] endings = OperatingSystem.IsWindows() ? ["", ".exe", ".cmd", ".bat"] : [""];
        return (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
            .Split(Path.PathSeparator)
            .Where(Path.IsPathFullyQualified)
            .SelectMany(folder => endings.Select(ending => Path.Combine(folder, program + ending)))
            .FirstOrDefault(IsProgram);
    }

    private static bool IsProgram(string path) => File.Exists(path) && (OperatingSystem.IsWindows()
        || (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0);
}
