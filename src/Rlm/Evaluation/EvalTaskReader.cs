using System.Text.Json;
using Rlm.Evaluation.Matching;

namespace Rlm.Evaluation;

/// <summary>Reads the lines of a file of tasks and gathers what is wrong.</summary>
/// <param name="folder">What the tasks' files are relative to.</param>
internal sealed class EvalTaskReader(string folder)
{
    private const int MaxIdCharacters = 100;
    private static readonly string[] Fields = ["id", "query", "files", "truth", "match", "tolerance"];
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private readonly Dictionary<string, int> _lines = new(StringComparer.Ordinal);

    public List<string> Problems { get; } = [];

    public List<EvalTask> Tasks { get; } = [];

    public void Read(string text, int line)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return;
        }

        var before = Problems.Count;
        try
        {
            using var document = JsonDocument.Parse(text, Strict);
            if (document.RootElement.ValueKind is not JsonValueKind.Object)
            {
                Add(line, "is not an object {\"id\", \"query\", \"files\", \"truth\", \"match\"}");
                return;
            }

            Read(document.RootElement, line, before);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            Add(line, $"is not JSON: {exception.Message}");
        }
    }

    private void Read(JsonElement task, int line, int before)
    {
        foreach (var field in task.EnumerateObject().Where(f => !Fields.Contains(f.Name)))
        {
            Add(line, $"\"{field.Name}\" is not a field of a task; there are {string.Join(", ", Fields)}");
        }

        var id = ReadText(task, "id", line);
        if (id.Length > MaxIdCharacters || id.Any(char.IsControl))
        {
            Add(line, $"\"id\" is at most {MaxIdCharacters} characters in one line");
        }
        else if (id.Length > 0 && !_lines.TryAdd(id, line))
        {
            Add(line, $"the id \"{id}\" stands in line {_lines[id]} already");
        }

        var query = ReadText(task, "query", line);
        var files = ReadFiles(task, line);
        var matcher = ReadMatcher(task, line);
        if (Problems.Count == before)
        {
            var truth = task.GetProperty("truth");
            Tasks.Add(new EvalTask(id, query, files, truth.ValueKind is JsonValueKind.String ? truth.GetString()! : truth.GetRawText(), matcher!));
        }
    }

    private string ReadText(JsonElement task, string name, int line)
    {
        if (task.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String && !string.IsNullOrWhiteSpace(value.GetString()))
        {
            return value.GetString()!;
        }

        Add(line, $"\"{name}\" is missing, empty or not a text");
        return string.Empty;
    }

    private List<string> ReadFiles(JsonElement task, int line)
    {
        var files = new List<string>();
        if (!task.TryGetProperty("files", out var value) || value.ValueKind is not JsonValueKind.Array || value.GetArrayLength() == 0)
        {
            Add(line, "\"files\" is not a list of at least one path");
            return files;
        }

        foreach (var item in value.EnumerateArray())
        {
            if (item.ValueKind is not JsonValueKind.String || string.IsNullOrWhiteSpace(item.GetString()))
            {
                Add(line, "\"files\" holds what is not a path");
                continue;
            }

            var path = Path.GetFullPath(item.GetString()!, folder);
            if (!Path.Exists(path) && path.AsSpan().IndexOfAny("*?[{") < 0)
            {
                Add(line, $"{item.GetString()} is not there; paths are relative to the file of the tasks ({folder})");
            }

            files.Add(path);
        }

        return files;
    }

    private AnswerMatcher? ReadMatcher(JsonElement task, int line)
    {
        if (!task.TryGetProperty("truth", out var truth))
        {
            Add(line, "\"truth\" is missing");
            return null;
        }

        var kind = task.TryGetProperty("match", out var match) && match.ValueKind is JsonValueKind.String ? match.GetString()! : string.Empty;
        JsonElement? tolerance = task.TryGetProperty("tolerance", out var given) ? given : null;
        var matcher = AnswerMatcher.Create(kind, truth, tolerance, out var problem);
        if (problem is not null)
        {
            Add(line, problem);
        }

        return matcher;
    }

    private void Add(int line, string problem) => Problems.Add($"line {line}: {problem}");
}
