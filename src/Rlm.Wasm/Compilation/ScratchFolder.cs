namespace Rlm.Wasm.Compilation;

/// <summary>A folder for one compile, readable by its owner only, that goes with it.</summary>
internal sealed class ScratchFolder : IDisposable
{
    private readonly Action<string, string> _reportLeft;

    private ScratchFolder(string path, Action<string, string> reportLeft) => (Path, _reportLeft) = (path, reportLeft);

    public string Path { get; }

    public static ScratchFolder Create(string? parent, Action<string, string> reportLeft)
    {
        if (parent is null)
        {
            return new ScratchFolder(Directory.CreateTempSubdirectory("rlm-compile-").FullName, reportLeft);
        }

        var path = System.IO.Path.Combine(parent, $"rlm-compile-{Guid.NewGuid():N}");
        Caching.PrivateFiles.CreateFolder(path);
        return new ScratchFolder(path, reportLeft);
    }

    public string PathOf(string name) => System.IO.Path.Combine(Path, name);

    public Task WriteAsync(string name, string text, CancellationToken cancellationToken) =>
        File.WriteAllTextAsync(PathOf(name), text, cancellationToken);

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _reportLeft(Path, exception.Message);
        }
    }
}
