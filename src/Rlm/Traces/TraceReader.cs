using System.Text.Json;
using Rlm.Runs;

namespace Rlm.Traces;

/// <summary>Reads a run back from its trace.</summary>
public static class TraceReader
{
    /// <summary>All events in order. Half a line at the end, as a killed process may leave it, is passed over.</summary>
    /// <exception cref="TraceException">The file cannot be read, or a line of it is no event.</exception>
    public static IReadOnlyList<RunEvent> Read(string path)
    {
        var events = new List<RunEvent>();
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream);
            var text = reader.ReadToEnd();
            var number = 0;
            for (var start = 0; start < text.Length;)
            {
                var end = text.IndexOf('\n', start);
                if (end < 0)
                {
                    break;
                }

                number++;
                events.Add(Parse(text.AsSpan(start, end - start), path, number));
                start = end + 1;
            }

            return events;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new TraceException($"The trace {path} cannot be read: {exception.Message}");
        }
    }

    /// <summary>The events since the run was last begun or resumed: each of these parts tells the whole run.</summary>
    public static IReadOnlyList<RunEvent> LastPart(IReadOnlyList<RunEvent> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        var start = events.Count - 1;
        while (start > 0 && events[start] is not RunResumed)
        {
            start--;
        }

        return [.. events.Skip(Math.Max(0, start))];
    }

    private static RunEvent Parse(ReadOnlySpan<char> line, string path, int number)
    {
        try
        {
            return JsonSerializer.Deserialize(line, RunJson.Event) ?? throw new JsonException("it is null");
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            throw new TraceException($"Line {number} of the trace {path} is no event of a run: {exception.Message} It may have been changed, or written by another version.");
        }
    }
}
