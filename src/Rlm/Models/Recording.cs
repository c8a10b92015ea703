using System.Text.Json;
using System.Text.Json.Serialization;

namespace Rlm.Models;

/// <summary>One completion in a file of recorded ones, one JSON object a line.</summary>
/// <param name="Content">What the model said.</param>
/// <param name="PromptTokens">What the provider counted, or null.</param>
/// <param name="CompletionTokens">What the provider counted, or null.</param>
internal sealed record RecordedCompletion(string Content, long? PromptTokens, long? CompletionTokens);

/// <summary>Source-generated JSON of recordings.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(RecordedCompletion))]
internal sealed partial class RecordingJson : JsonSerializerContext;

/// <summary>A file of completions, given out in order.</summary>
internal sealed class Recording
{
    private readonly IReadOnlyList<RecordedCompletion> _completions;
    private int _next;

    private Recording(string path, IReadOnlyList<RecordedCompletion> completions) => (Path, _completions) = (path, completions);

    public string Path { get; }

    /// <exception cref="ModelException">The file cannot be read or is not a recording.</exception>
    public static Recording Load(string path)
    {
        try
        {
            var lines = File.ReadLines(path).Where(l => l.Length > 0);
            return new Recording(path, [.. lines.Select(Parse)]);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new ModelException(ModelErrorCode.NotConfigured, $"The recorded completions in {path} cannot be read: {exception.Message}", exception);
        }
    }

    private static RecordedCompletion Parse(string line) =>
        JsonSerializer.Deserialize(line, RecordingJson.Default.RecordedCompletion) is { Content: not null } completion
            ? completion
            : throw new JsonException($"A line has no \"content\": {line}");

    public RecordedCompletion Next()
    {
        var index = Interlocked.Increment(ref _next) - 1;
        return index < _completions.Count
            ? _completions[index]
            : throw new ModelException(
                ModelErrorCode.RecordingEnded,
                $"{Path} holds {_completions.Count} completions, and one more was asked for. The run took another way than when it was recorded.");
    }
}
