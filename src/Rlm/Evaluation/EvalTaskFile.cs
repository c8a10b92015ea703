using System.Security.Cryptography;
using System.Text;

namespace Rlm.Evaluation;

/// <summary>A file of tasks, one JSON object a line.</summary>
public sealed record EvalTaskFile
{
    private EvalTaskFile(string path, string hash, IReadOnlyList<EvalTask> tasks) => (Path, Hash, Tasks) = (path, hash, tasks);

    /// <summary>Where it lies.</summary>
    public string Path { get; }

    /// <summary>SHA-256 of its bytes, in hex.</summary>
    public string Hash { get; }

    /// <summary>At least one, in the order of the file.</summary>
    public IReadOnlyList<EvalTask> Tasks { get; }

    /// <summary>Reads a file of tasks.</summary>
    /// <param name="path">The file.</param>
    /// <param name="problems">Everything that is wrong with it, each with its line; empty when it can be run.</param>
    /// <returns>The tasks, or null when there are problems.</returns>
    public static EvalTaskFile? Load(string path, out IReadOnlyList<string> problems)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        byte[] bytes;
        string text;
        try
        {
            bytes = File.ReadAllBytes(path);
            text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or DecoderFallbackException)
        {
            problems = [$"{path} cannot be read: {exception.Message}"];
            return null;
        }

        var reader = new EvalTaskReader(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!);
        foreach (var (index, line) in text.TrimStart('\uFEFF').Split('\n').Index())
        {
            reader.Read(line, index + 1);
        }

        problems = reader.Problems.Count == 0 && reader.Tasks.Count == 0 ? ["there is no task in it"] : reader.Problems;
        return problems.Count == 0 ? new EvalTaskFile(path, Convert.ToHexStringLower(SHA256.HashData(bytes)), reader.Tasks) : null;
    }
}
