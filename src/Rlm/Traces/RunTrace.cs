using System.Text.Json;
using Rlm.Runs;

namespace Rlm.Traces;

/// <summary>
/// A run's events on disk, one JSON object a line. An event is handed to the kernel before anybody acts on it: a killed
/// process loses nothing. Readable by its owner only; written by one process at a time.
/// </summary>
public sealed class RunTrace : IDisposable
{
    private readonly FileStream _stream;
    private readonly FileStream _claim;

    private RunTrace(FileStream stream, FileStream claim) => (_stream, _claim) = (stream, claim);

    /// <summary>The file.</summary>
    public string Path => _stream.Name;

    /// <summary>Makes a trace file; its folder is made when missing.</summary>
    /// <exception cref="TraceException">The file exists, or cannot be made.</exception>
    public static RunTrace Create(string path) => Open(path, FileMode.CreateNew);

    /// <summary>Goes on with a trace. Half a line at its end, as a killed process may leave it, is cut off.</summary>
    /// <exception cref="TraceException">The file is not there, cannot be written, or a process is writing it.</exception>
    public static RunTrace Continue(string path)
    {
        var trace = Open(path, FileMode.Open);
        try
        {
            trace._stream.SetLength(WholeLines(trace._stream));
            trace._stream.Seek(0, SeekOrigin.End);
            return trace;
        }
        catch (IOException exception)
        {
            trace.Dispose();
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
    public void Dispose()
    {
        _stream.Dispose();
        _claim.Dispose();
    }

    /// <summary>Whether a process is writing a trace.</summary>
    internal static bool IsWritten(string path)
    {
        try
        {
            using var claim = new FileStream(ClaimOf(path), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return exception is not (FileNotFoundException or DirectoryNotFoundException);
        }
    }

    // A file of its own: where locks are advisory, one on the trace itself would keep readers out.
    private static string ClaimOf(string path) => path + ".lock";

    private static RunTrace Open(string path, FileMode mode)
    {
        try
        {
            var folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!;

            var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.Read, BufferSize = 0 };
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(folder);
            }
            else if (mode == FileMode.CreateNew)
            {
                Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            var claim = new FileStream(ClaimOf(path), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            try
            {
                return new RunTrace(new FileStream(path, options), claim);
            }
            catch
            {
                claim.Dispose();
                throw;
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new TraceException(path, exception);
        }
    }

    private static long WholeLines(FileStream stream)
    {
        Span<byte> one = stackalloc byte[1];
        for (var end = stream.Length; end > 0; end--)
        {
            stream.Seek(end - 1, SeekOrigin.Begin);
            if (stream.Read(one) == 1 && one[0] == (byte)'\n')
            {
                return end;
            }
        }

        return 0;
    }
}
