namespace Rlm.Bench;

/// <summary>Where the benchmarks read and write: only below the checkout.</summary>
internal static class Places
{
    public static string Root { get; } = FindRoot();

    /// <summary>Everything that is made on the way and may be deleted.</summary>
    public static string Work { get; } = Directory.CreateDirectory(Path.Combine(Root, "artifacts", "bench")).FullName;

    /// <summary>What the page of results is put together from.</summary>
    public static string Sections { get; } = Directory.CreateDirectory(Path.Combine(Work, "sections")).FullName;

    /// <summary>Curves, beside the page of results.</summary>
    public static string Pictures { get; } = Path.Combine(Root, "bench", "pictures");

    public static string Results { get; } = Path.Combine(Root, "bench", "RESULTS.md");

    public static string Analysis { get; } = Path.Combine(Root, "samples", "analyses", "word-frequency.rs");

    public static string Document(string name) => Path.Combine(Root, "samples", "documents", name);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Rlm.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No Rlm.slnx above {AppContext.BaseDirectory}; run the benchmarks inside the checkout.");
    }
}
