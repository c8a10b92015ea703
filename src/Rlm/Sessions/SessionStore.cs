using System.Buffers;

namespace Rlm.Sessions;

/// <summary>The sessions in a folder.</summary>
/// <param name="folder">Where they are; need not exist.</param>
/// <param name="options">How much they keep.</param>
/// <param name="time">The clock.</param>
public sealed class SessionStore(string folder, SessionOptions options, TimeProvider time)
{
    private const int MaxName = 64;

    /// <summary>Locks lie beside the sessions and stay: one that is removed while another process waits for it holds nobody off.</summary>
    private const string Locks = ".locks";

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");

    /// <summary>Where they are.</summary>
    public string Folder { get; } = folder;

    /// <summary>Opens a session, which need not exist yet; it is made when its first question is answered.</summary>
    /// <exception cref="SessionException">The name is none, somebody else is at it, or it cannot be read.</exception>
    public Session Open(string name)
    {
        var claim = Claim(name);
        try
        {
            return new Session(name, FolderOf(name), options, time, claim);
        }
        catch
        {
            claim.Dispose();
            throw;
        }
    }

    /// <summary>What a session remembers. Somebody may be at it.</summary>
    /// <exception cref="SessionException">There is none of this name, or it cannot be read.</exception>
    public SessionContents Read(string name) => FolderOf(Checked(name)).Read() ?? throw NotFound(name);

    /// <summary>All sessions in ordinal order of their names.</summary>
    public IReadOnlyList<SessionSummary> List() => !Directory.Exists(Folder) ? [] :
    [
        .. Directory.GetDirectories(Folder).Select(f => Path.GetFileName(f)!).Where(IsName).Order(StringComparer.Ordinal).Select(Summarize).OfType<SessionSummary>(),
    ];

    /// <summary>Removes a session with all that it keeps; the traces of its runs stay.</summary>
    /// <exception cref="SessionException">There is none of this name, somebody is at it, or it cannot be removed.</exception>
    public void Delete(string name)
    {
        using var claim = Claim(name);
        var path = Path.Combine(Folder, name);
        if (!Directory.Exists(path))
        {
            throw NotFound(name);
        }

        try
        {
            Directory.Delete(path, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SessionException(SessionErrorCode.Storage, $"The session {name} cannot be removed from {path}: {exception.Message}", exception);
        }
    }

    private static bool IsName(string name) =>
        name.Length is > 0 and <= MaxName && name[0] != '.' && !name.AsSpan().ContainsAnyExcept(Allowed);

    private static string Checked(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return IsName(name) ? name : throw new SessionException(
            SessionErrorCode.InvalidName,
            $"\"{SessionHistory.Line(TerminalText.Clean(name), MaxName)}\" cannot be the name of a session: use 1 to {MaxName} letters, digits, `-`, `_` and `.`, and do not begin with a dot.");
    }

    private FileStream Claim(string name)
    {
        var path = Path.Combine(Folder, Locks, Checked(name));
        try
        {
            OwnFiles.MakeFolder(Folder);
            OwnFiles.MakeFolder(Path.Combine(Folder, Locks));
            return OwnFiles.Claim(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw exception is IOException && File.Exists(path)
                ? new SessionException(
                    SessionErrorCode.InUse,
                    $"The session {name} is in use: its questions come one after the other, and another process is at one. Wait for it to end, or take another name.",
                    exception)
                : new SessionException(SessionErrorCode.Storage, $"The session {name} cannot be opened in {Folder}: {exception.Message} RLM_HOME moves it.", exception);
        }
    }

    private SessionFolder FolderOf(string name) => new(name, Path.Combine(Folder, name));

    private static SessionException NotFound(string name) =>
        new(SessionErrorCode.NotFound, $"There is no session {name}. `rlm sessions list` shows those that are.");

    private SessionSummary? Summarize(string name)
    {
        try
        {
            return FolderOf(name).Read() is not { } contents ? null : new SessionSummary(
                name,
                contents.Turns.Count,
                contents.Variables().Count,
                SessionVersions.All(contents.Turns).Where(v => v.Variable.DroppedAt is null).Sum(v => v.Variable.Bytes),
                contents.Turns.Count == 0 ? null : contents.Turns[^1].At,
                contents.Source.Documents,
                null);
        }
        catch (SessionException exception)
        {
            return new SessionSummary(name, 0, 0, 0, null, [], exception.Message);
        }
    }
}
