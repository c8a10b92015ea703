namespace Rlm.Server.Runs;

/// <summary>Where a path leads once every link in it is followed.</summary>
internal static class RealPath
{
    /// <summary>As many as Linux follows.</summary>
    private const int MostLinks = 40;

    /// <summary>The path without links, or null when there is nothing there, or it cannot be told.</summary>
    public static string? Of(string path)
    {
        try
        {
            var links = 0;
            return Follow(Path.GetFullPath(path), ref links) is { } real && Path.Exists(real) ? real : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static string? Follow(string full, ref int links)
    {
        var root = Path.GetPathRoot(full)!;
        var real = root;
        foreach (var part in full[root.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            var next = Path.Combine(real, part);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                real = next;
            }
            else if (++links > MostLinks || Follow(Path.GetFullPath(target, real), ref links) is not { } led)
            {
                return null;
            }
            else
            {
                real = led;
            }
        }

        return real;
    }
}
