using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Rlm.Evaluation.Generation;

/// <summary>Makes documents of any size with questions whose answers are known.</summary>
public static class TaskGenerator
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What a kind is called in names of files and on the command line, such as <c>multi-needle</c>.</summary>
    public static string NameOf(TaskKind kind) => kind switch
    {
        TaskKind.Needle => "needle",
        TaskKind.MultiNeedle => "multi-needle",
        TaskKind.VariableTracking => "variable-tracking",
        TaskKind.CommonWords => "common-words",
        TaskKind.Aggregation => "aggregation",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>Writes documents and the file of their tasks. Takes bounded memory whatever the size.</summary>
    /// <returns>The file of the tasks.</returns>
    /// <exception cref="EvalException">A file is there already, or cannot be written; nothing new is left.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; nothing new is left.</exception>
    public static string Generate(GenerateOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Bytes, GenerateOptions.MinBytes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Bytes, GenerateOptions.MaxBytes);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Count);
        var made = new List<string>();
        try
        {
            Directory.CreateDirectory(options.Folder);
            return Write(options, made, cancellationToken);
        }
        catch (Exception exception)
        {
            made.ForEach(File.Delete);
            if (exception is IOException or UnauthorizedAccessException)
            {
                throw new EvalException($"{exception.Message} Name another folder.", isRefused: true, exception);
            }

            throw;
        }
    }

    private static string Write(GenerateOptions options, List<string> made, CancellationToken cancellationToken)
    {
        var name = NameOf(options.Kind);
        var tasks = Path.Combine(options.Folder, $"{name}.jsonl");
        using var lines = Create(tasks, made);
        var seeds = new SplitMix64(options.Seed);
        for (var number = 1; number <= options.Count; number++)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"{name}-{number}");
            using var document = Create(Path.Combine(options.Folder, $"{id}.txt"), made);
            var writer = new SizedWriter(document, options.Bytes, cancellationToken);
            foreach (var task in WriteDocument(options.Kind, writer, new SplitMix64(seeds.Next())))
            {
                WriteTask(lines, id, task);
            }
        }

        return tasks;
    }

    private static IReadOnlyList<GeneratedTask> WriteDocument(TaskKind kind, SizedWriter writer, SplitMix64 random) => kind switch
    {
        TaskKind.Needle => NeedleDocument.WriteOne(writer, random),
        TaskKind.MultiNeedle => NeedleDocument.WriteSeveral(writer, random),
        TaskKind.VariableTracking => VariableDocument.Write(writer, random),
        TaskKind.CommonWords => WordDocument.Write(writer, random),
        _ => RecordDocument.Write(writer, random),
    };

    private static void WriteTask(FileStream lines, string id, GeneratedTask task)
    {
        using (var json = new Utf8JsonWriter(lines, Readable))
        {
            new JsonObject
            {
                ["id"] = task.Name.Length == 0 ? id : $"{id}-{task.Name}",
                ["query"] = task.Query,
                ["files"] = new JsonArray(JsonValue.Create($"{id}.txt")),
                ["truth"] = task.Truth,
                ["match"] = task.Match,
            }.WriteTo(json);
        }

        lines.WriteByte((byte)'\n');
    }

    private static FileStream Create(string path, List<string> made)
    {
        var stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, 1 << 16);
        made.Add(path);
        return stream;
    }
}
