using System.CommandLine;
using Rlm.Cli.Sessions;
using Rlm.Configuration;
using Rlm.Documents;
using Rlm.Sessions;

namespace Rlm.Cli.Ask;

/// <summary>The documents of a question, and the session that it belongs to, if any.</summary>
internal sealed class AskSession : IDisposable
{
    private readonly Session? _session;

    private AskSession(Session? session, SessionSource source) => (_session, Source) = (session, source);

    /// <summary>The documents: those of the command line, or of the session.</summary>
    public SessionSource Source { get; }

    /// <summary>Opens the session that was named, and puts its choice of documents in the place of the settings'.</summary>
    /// <exception cref="UsageException">The documents are not those of the session.</exception>
    /// <exception cref="SessionException">It cannot be opened.</exception>
    public static AskSession Open(ParseResult parsed, Settings settings)
    {
        var named = new SessionSource
        {
            Documents = parsed.GetValue(CommonOptions.Documents) ?? [],
            Folder = Environment.CurrentDirectory,
            Include = settings.Rlm.Documents.Include,
            Exclude = settings.Rlm.Documents.Exclude,
            NoIgnore = settings.Rlm.Documents.NoIgnore,
        };
        if (parsed.GetValue(CommonOptions.Session) is not { } name)
        {
            return new AskSession(null, named);
        }

        if (named.Documents.Contains("-"))
        {
            throw new UsageException("a session reads its documents again for every question, and standard input can be read once only. Write it to a file and name that.");
        }

        var session = SessionsCommand.Store(settings).Open(name);
        try
        {
            var source = Choose(name, session.Contents?.Source, named);
            settings.Rlm.Documents = settings.Rlm.Documents with { Include = source.Include, Exclude = source.Exclude, NoIgnore = source.NoIgnore };
            return new AskSession(session, source);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    public async Task<DocumentSet> LoadAsync(CliServices services, CancellationToken cancellationToken)
    {
        var here = Environment.CurrentDirectory;
        if (Source.Folder == here)
        {
            return await services.LoadAsync(Source.Documents, cancellationToken);
        }

        // Loading makes whole paths of the names; everything else on the command line is meant from here.
        Environment.CurrentDirectory = Directory.Exists(Source.Folder)
            ? Source.Folder
            : throw new UsageException($"the folder {Source.Folder}, in which the session began, is no longer there. Bring it back, or begin a session of another name.", ExitCode.Failed);
        try
        {
            return await services.LoadAsync(Source.Documents, cancellationToken);
        }
        finally
        {
            Environment.CurrentDirectory = here;
        }
    }

    /// <summary>What the question goes on from, or null when it stands alone.</summary>
    public SessionState? Begin(DocumentSet documents, CancellationToken cancellationToken)
    {
        try
        {
            return _session?.Next(Source, documents, cancellationToken);
        }
        catch (DocumentChangedException exception)
        {
            throw new UsageException(exception.Message, ExitCode.Failed);
        }
    }

    public void Dispose() => _session?.Dispose();

    private static SessionSource Choose(string name, SessionSource? kept, SessionSource named)
    {
        if (kept is null)
        {
            return named.Documents.Count > 0 ? named : throw new UsageException(
                $"the session {name} is new: name the documents that it is about. Questions that follow need not name them again.");
        }

        var asNamed = named with
        {
            Documents = named.Documents.Count > 0 ? named.Documents : kept.Documents,
            Folder = named.Documents.Count > 0 ? named.Folder : kept.Folder,
            Include = named.Include.Count > 0 ? named.Include : kept.Include,
            Exclude = named.Exclude.Count > 0 ? named.Exclude : kept.Exclude,
            NoIgnore = named.NoIgnore || kept.NoIgnore,
        };
        return kept.Means(asNamed) ? kept : throw new UsageException(
            $"the session {name} is about {Describe(kept)}, and keeps that. Leave the documents out, or take another name for a session about {Describe(asNamed)}.");
    }

    private static string Describe(SessionSource source)
    {
        var words = source.Documents
            .Concat(source.Include.Select(i => $"--include {i}"))
            .Concat(source.Exclude.Select(e => $"--exclude {e}"))
            .Concat(source.NoIgnore ? ["--no-ignore"] : []);
        return $"{string.Join(' ', words)} (in {source.Folder})";
    }
}
