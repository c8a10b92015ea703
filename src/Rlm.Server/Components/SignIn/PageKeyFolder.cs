namespace Rlm.Server.Components.SignIn;

/// <summary>The folder of the keys that cookies are encrypted with: its owner's alone.</summary>
internal static class PageKeyFolder
{
    public static DirectoryInfo Make(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return Directory.CreateDirectory(path);
        }

        const UnixFileMode owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        var folder = Directory.CreateDirectory(path, owner);

        // One that was there already may be open to others.
        File.SetUnixFileMode(path, owner);
        return folder;
    }
}
