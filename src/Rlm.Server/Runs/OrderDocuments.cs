namespace Rlm.Server.Runs;

/// <summary>
/// The documents of one order: files that the configuration allows, and texts and uploads that came with it. Those lie in a
/// folder of the run's own until it has ended, so that a run that is parked finds them again.
/// </summary>
internal sealed class OrderDocuments : IDisposable
{
    private readonly List<string> _specs = [];
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);
    private bool _isKept;

    /// <summary>Makes one without documents.</summary>
    /// <param name="runId">The run that they are for.</param>
    /// <param name="runsFolder">Where traces are.</param>
    public OrderDocuments(string runId, string runsFolder) => (RunId, Folder) = (runId, FolderOf(runId, runsFolder));

    public string RunId { get; }

    /// <summary>Where texts and uploads lie.</summary>
    public string Folder { get; }

    /// <summary>What the loader is asked for, in order.</summary>
    public IReadOnlyList<string> Specs => _specs;

    public IReadOnlyList<string> Include { get; set; } = [];

    public IReadOnlyList<string> Exclude { get; set; } = [];

    public static string FolderOf(string runId, string runsFolder) => Path.Combine(runsFolder, runId + ".documents");

    /// <summary>Adds a file or folder that lies on this machine; the caller has checked that it may be read.</summary>
    public void AddPath(string path) => _specs.Add(path);

    /// <summary>Adds a text.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public async Task AddTextAsync(string? name, string text, CancellationToken cancellationToken)
    {
        await using var file = Create(name ?? "context.txt");
        await file.WriteAsync(System.Text.Encoding.UTF8.GetBytes(text), cancellationToken);
    }

    /// <summary>Adds an upload.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public async Task AddFileAsync(string? name, Stream content, CancellationToken cancellationToken)
    {
        await using var file = Create(name ?? "upload.txt");
        await content.CopyToAsync(file, cancellationToken);
    }

    /// <summary>The documents stay: the run is parked, or somebody else looks after them.</summary>
    public void Keep() => _isKept = true;

    public void Dispose()
    {
        if (!_isKept && Directory.Exists(Folder))
        {
            Directory.Delete(Folder, recursive: true);
        }
    }

    private FileStream Create(string name)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(Folder);
        }
        else
        {
            Directory.CreateDirectory(Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var path = Path.Combine(Folder, FileNames.Unique(FileNames.Safe(name), _names));
        var file = new FileStream(path, options);
        _specs.Add(path);
        return file;
    }
}
