using System.Text;
using System.Text.Json;
using Rlm.Runs;

namespace Rlm.Traces;

/// <summary>The traces of all runs in a folder.</summary>
/// <param name="folder">Where they are; need not exist.</param>
/// <param name="time">The clock.</param>
public sealed class RunStore(string folder, TimeProvider time)
{
    private const string Ending = ".jsonl";

    /// <summary>How much of a trace's end is read for its last event.</summary>
    private const int TailBytes = 4 << 20;

    /// <summary>Where they are.</summary>
    public string Folder { get; } = folder;

    /// <summary>The trace of a run.</summary>
    public string PathOf(string id) => Path.Combine(Folder, id + Ending);

    /// <summary>All runs, the newest first. Only the ends of their traces are read.</summary>
    public IReadOnlyList<RunSummary> List() =>
        [.. Files().OrderByDescending(f => f.Name, StringComparer.Ordinal).Select(Summarize)];

    /// <summary>One run in the form of the list.</summary>
    /// <param name="id">Its identity.</param>
    public RunSummary Summary(string id) => Summarize(new FileInfo(PathOf(id)));

    /// <summary>The files of all runs, in no order.</summary>
    internal IReadOnlyList<FileInfo> Traces() => Files();

    /// <summary>The first event of a run, or null when there is none that can be read.</summary>
    internal RunEvent? FirstEvent(string id)
    {
        try
        {
            using var stream = new FileStream(PathOf(id), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream);
            return Parse(reader.ReadLine());
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The run that an identity, or the beginning of one, or <c>last</c> means.</summary>
    /// <exception cref="TraceException">There is none, or several begin so.</exception>
    public string Find(string idOrStart)
    {
        ArgumentNullException.ThrowIfNull(idOrStart);
        var ids = Files().Select(f => Path.GetFileNameWithoutExtension(f.Name)).Order(StringComparer.Ordinal).ToList();
        var found = idOrStart == "last" ? ids.TakeLast(1).ToList()
            : ids.Contains(idOrStart) ? [idOrStart]
            : ids.FindAll(id => idOrStart.Length > 0 && id.StartsWith(idOrStart, StringComparison.Ordinal));
        return found.Count switch
        {
            1 => found[0],
            0 => throw new TraceException($"There is no run {idOrStart} in {Folder}. `rlm runs list` shows those that are."),
            _ => throw new TraceException($"{found.Count} runs begin with {idOrStart}: {string.Join(", ", found.Take(5))}{(found.Count > 5 ? ", …" : string.Empty)}. Write one out."),
        };
    }

    /// <summary>Removes a run's trace.</summary>
    /// <exception cref="TraceException">It cannot be removed, or the run is going on.</exception>
    public void Delete(string id)
    {
        var path = PathOf(id);
        if (RunTrace.IsWritten(path))
        {
            throw new TraceException($"The run {id} is going on. Stop it first.");
        }

        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new TraceException($"The trace of {id} cannot be removed: {exception.Message}");
        }
    }

    /// <summary>Removes the runs that began longest ago; those that are going on stay.</summary>
    /// <param name="olderThan">Runs that began longer ago go. Null: age does not matter.</param>
    /// <param name="keep">So many of the newest stay, whatever their age. Null: number does not matter.</param>
    /// <returns>The identities of those that went.</returns>
    public IReadOnlyList<string> Prune(TimeSpan? olderThan, int? keep)
    {
        var now = time.GetUtcNow();
        var gone = List()
            .Skip(keep ?? 0)
            .Where(r => r.Status != RunStatus.Running && (olderThan is null || r.Started is null || now - r.Started > olderThan))
            .Select(r => r.Id)
            .ToList();
        gone.ForEach(Delete);
        return gone;
    }

    private FileInfo[] Files() => Directory.Exists(Folder) ? new DirectoryInfo(Folder).GetFiles("*" + Ending) : [];

    private static RunSummary Summarize(FileInfo file)
    {
        var id = Path.GetFileNameWithoutExtension(file.Name);
        try
        {
            using var stream = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream);
            var first = Parse(reader.ReadLine()) as RunStarted;
            var last = Parse(LastLine(stream));
            var result = (last as RunFinished)?.Result;
            var status = result is { Success: true } ? RunStatus.Done
                : result is not null ? RunStatus.Failed
                : first is null ? RunStatus.Unreadable
                : RunTrace.IsWritten(file.FullName) ? RunStatus.Running
                : RunStatus.Interrupted;
            return new RunSummary(id, first?.Question ?? string.Empty, first?.At, status, result?.Answer);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new RunSummary(id, string.Empty, null, RunStatus.Unreadable, null);
        }
    }

    private static string? LastLine(FileStream stream)
    {
        var bytes = new byte[(int)Math.Min(TailBytes, stream.Length)];
        stream.Seek(-bytes.Length, SeekOrigin.End);
        var read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        var whole = bytes.AsSpan(0, read);
        var end = whole.LastIndexOf((byte)'\n');
        return end < 0 ? null : Encoding.UTF8.GetString(whole[(whole[..end].LastIndexOf((byte)'\n') + 1)..end]);
    }

    private static RunEvent? Parse(string? line)
    {
        try
        {
            return line is null ? null : JsonSerializer.Deserialize(line, RunJson.Event);
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            // A line of another version; the caller shows the run as unreadable.
            return null;
        }
    }
}
