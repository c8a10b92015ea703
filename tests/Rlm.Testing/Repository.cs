namespace Rlm.Testing;

/// <summary>Where the checkout lies that the tests were built from.</summary>
public static class Repository
{
    /// <summary>The folder that holds <c>Rlm.slnx</c>.</summary>
    public static string Root { get; } = Find();

    /// <summary>A path below the root.</summary>
    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Rlm.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No Rlm.slnx above {AppContext.BaseDirectory}; run the tests inside the checkout.");
    }
}
