using System.Text.Json;
using Rlm.Commands;
using Rlm.Documents;

namespace Rlm.Sessions;

/// <summary>The files of one session. Written by who holds its lock; <c>session.json</c> may be read by anybody at any time.</summary>
/// <param name="name">The session.</param>
/// <param name="path">Its folder; made at the first write.</param>
internal sealed class SessionFolder(string name, string path)
{
    private const int BufferBytes = 1 << 20;

    private readonly string _contents = Path.Combine(path, "session.json");
    private readonly string _variables = Path.Combine(path, "variables");

    /// <summary>What the session remembers, or null when there is none yet.</summary>
    /// <exception cref="SessionException">It cannot be read.</exception>
    public SessionContents? Read()
    {
        try
        {
            using var stream = new FileStream(_contents, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var contents = JsonSerializer.Deserialize(stream, SessionJson.Contents) ?? throw new JsonException("it is null");

            // A name is also part of a path.
            return contents.Turns.SelectMany(t => t.Variables).All(v => VariableName.IsValid(v.Name))
                ? contents
                : throw new JsonException("the name of a variable is none");
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new SessionException(
                SessionErrorCode.Storage,
                $"The session {name} cannot be read from {_contents}: {exception.Message} It may have been changed, or written by another version. Take another name, or remove it with `rlm sessions delete {name}`.",
                exception);
        }
    }

    /// <summary>The text of a version.</summary>
    /// <exception cref="SessionException">It cannot be read.</exception>
    public Text Open(SessionVersion version, FileHandles handles)
    {
        var file = PathOf(version);
        try
        {
            var handle = FileHandles.OpenFile(file);
            var entry = handles.Adopt(file, FileFacts.Of(handle, file), handle);
            return RandomAccess.GetLength(handle) == version.Variable.Bytes
                ? version.Variable.Bytes == 0 ? Text.Empty : new FileText(entry, 0, version.Variable.Bytes)
                : throw new IOException("its length is another than it was.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SessionException(
                SessionErrorCode.TextGone,
                $"The variable {version.Variable.Name} of the session {name} cannot be read from {file}: {exception.Message} Bring the file back, or remove the session with `rlm sessions delete {name}`.",
                exception);
        }
    }

    /// <summary>Writes the text of a version.</summary>
    /// <exception cref="DocumentChangedException">The document that it is a part of has changed.</exception>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public void Write(SessionVersion version, Text text, CancellationToken cancellationToken)
    {
        OwnFiles.MakeFolder(path);
        OwnFiles.MakeFolder(_variables);
        OwnFiles.Replace(PathOf(version), stream =>
        {
            var buffer = new byte[(int)Math.Min(BufferBytes, text.Length)];
            for (var position = 0L; position < text.Length;)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var part = buffer.AsSpan(0, (int)Math.Min(buffer.Length, text.Length - position));
                text.Read(position, part);
                stream.Write(part);
                position += part.Length;
            }
        });
    }

    /// <summary>Writes what the session remembers.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public void Write(SessionContents contents)
    {
        OwnFiles.MakeFolder(path);
        OwnFiles.Replace(_contents, stream => JsonSerializer.Serialize(stream, contents, SessionJson.Contents));
        Sweep(contents);
    }

    /// <summary>Removes the texts that the session does not speak of: dropped ones, and what a killed process left.</summary>
    private void Sweep(SessionContents contents)
    {
        var kept = SessionVersions.All(contents.Turns).Where(v => v.Variable.DroppedAt is null).Select(v => v.FileName).ToHashSet(StringComparer.Ordinal);
        foreach (var file in Directory.Exists(_variables) ? Directory.GetFiles(_variables) : [])
        {
            if (kept.Contains(Path.GetFileName(file)))
            {
                continue;
            }

            try
            {
                File.Delete(file);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // It takes room and does no harm; the next question tries again.
            }
        }
    }

    private string PathOf(SessionVersion version) => Path.Combine(_variables, version.FileName);
}
