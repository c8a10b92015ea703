using System.Text.Json;

namespace Rlm.Runs;

/// <summary>
/// A run's events on disk, one JSON object a line. An event is handed to the kernel before anybody acts on it: a killed
/// process loses nothing. Readable by its owner only.
/// </summary>
public sealed class RunTrace : IDisposable
{
    private readonly FileStream _stream;

    private RunTrace(FileStream stream) => _stream = stream;

    /// <summary>The file.</summary>
    public string Path => _stream.Name;

    /// <summary>Makes a trace file; its folder is made when missing.</summary>
    /// <exception cref="TraceException">The file exists, or cannot be made.</exception>
    public static RunTrace Create(string path)
    {
        try
        {
            return new RunTrace(Open(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new TraceException(path, exception);
        }
    }

    /// <summary>Adds an event in one write.</summary>
    /// <exception cref="TraceException">It cannot be written.</exception>
    public void Append(RunEvent runEvent)
    {
        if (runEvent.IsTransient)
        {
            return;
        }

        var line = JsonSerializer.SerializeToUtf8Bytes(runEvent, RunJson.Event);
        Array.Resize(ref line, line.Length + 1);
        line[^1] = (byte)'\n';
        try
        {
            _stream.Write(line);
        }
        catch (IOException exception)
        {
            throw new TraceException(Path, exception);
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _stream.Dispose();

    private static FileStream Open(string path)
    {
        var folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!;
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.Read, BufferSize = 0 };
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }
}
