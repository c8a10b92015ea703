using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Rlm.Evaluation;

/// <summary>
/// Finished runs on disk, one JSON object a line after a first line that says what was run. Readable by its owner only;
/// one process at a time has it open.
/// </summary>
public sealed class EvalResultFile : IDisposable
{
    private readonly FileStream _stream;
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Task, int Run), EvalResult> _results = [];

    private EvalResultFile(FileStream stream) => _stream = stream;

    /// <summary>The results up to now. Of a run that was repeated, the last.</summary>
    public IReadOnlyList<EvalResult> Results
    {
        get
        {
            lock (_gate)
            {
                return [.. _results.Values];
            }
        }
    }

    /// <summary>Opens a file of results, or makes it.</summary>
    /// <exception cref="EvalException">It is of something else, or cannot be read or written.</exception>
    public static EvalResultFile Open(string path, EvalSetup setup)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(setup);
        EvalResultFile? file = null;
        try
        {
            file = new EvalResultFile(OpenStream(path));
            file.Load(setup);
            return file;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            file?.Dispose();
            throw new EvalException($"The results {path} cannot be opened: {exception.Message}", isRefused: false, exception);
        }
        catch (EvalException)
        {
            file!.Dispose();
            throw;
        }
    }

    /// <summary>Adds a result in one write.</summary>
    /// <exception cref="EvalException">It cannot be written.</exception>
    public void Append(EvalResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        lock (_gate)
        {
            Write(result, EvalJson.Readable.EvalResult);
            _results[(result.Task, result.Run)] = result;
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _stream.Dispose();

    private void Load(EvalSetup setup)
    {
        var bytes = new byte[_stream.Length];
        _stream.ReadExactly(bytes);
        var whole = bytes.AsSpan().LastIndexOf((byte)'\n') + 1;
        var lines = Encoding.UTF8.GetString(bytes, 0, whole).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length == 0)
        {
            // The half of a first line is ours to drop; anything else is not.
            Refuse(bytes.Length > 0 && !bytes.AsSpan().StartsWith("{\"rlm_eval\""u8), "are not results of rlm eval");
            _stream.SetLength(0);
            Write(setup, EvalJson.Readable.EvalSetup);
            return;
        }

        var found = Parse(lines[0], EvalJson.Readable.EvalSetup);
        Refuse(found is null or { Models: null } or { Limits: null }, "are not results of rlm eval");
        Refuse(found!.DifferenceTo(setup) is not null, found.DifferenceTo(setup) ?? string.Empty);
        foreach (var (index, line) in lines.Index().Skip(1))
        {
            var result = Parse(line, EvalJson.Readable.EvalResult);
            Refuse(result is null, $"hold no result in line {index + 1}");
            _results[(result!.Task, result.Run)] = result;
        }

        // A killed process leaves at most the last line half written; its run is made again.
        _stream.SetLength(whole);
        _stream.Seek(0, SeekOrigin.End);
    }

    private void Refuse(bool when, string why)
    {
        if (when)
        {
            throw new EvalException($"The results in {_stream.Name} {why}. Name another file with --output, or move this one away.", isRefused: true);
        }
    }

    private void Write<T>(T value, JsonTypeInfo<T> type)
    {
        try
        {
            _stream.Write([.. JsonSerializer.SerializeToUtf8Bytes(value, type), (byte)'\n']);
        }
        catch (IOException exception)
        {
            throw new EvalException($"The results {_stream.Name} cannot be written: {exception.Message}", isRefused: false, exception);
        }
    }

    private static T? Parse<T>(string line, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(line, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static FileStream OpenStream(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }
}
