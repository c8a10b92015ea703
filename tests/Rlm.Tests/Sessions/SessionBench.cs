using Rlm.Documents;
using Rlm.Runs;
using Rlm.Sessions;
using Rlm.Testing;
using Rlm.Testing.Chat;
using Rlm.Tests.Runs;

namespace Rlm.Tests.Sessions;

/// <summary>Whole runs in sessions of a folder of their own.</summary>
internal sealed class SessionBench : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly RunBench _runs;
    private int _run;

    public SessionBench(params ChatAnswer[] answers) => _runs = new RunBench(answers);

    public SessionOptions Options { get; init; } = new();

    public RunLimits Limits { get; init; } = new();

    public ScriptedChatServer Server => _runs.Server;

    /// <summary>What the questions are about; replaced to change it.</summary>
    public DocumentSet Documents { get; set; } = DocumentSet.Of([("app.log", Text.FromText("ok 1\nERROR 2\nok 3\nERROR 4\n"))]);

    public SessionStore Store => new(Folder, Options, TimeProvider.System);

    public string Folder => _folder.PathOf("state", "sessions");

    public SessionSource Source => new() { Documents = ["app.log"], Folder = _folder.Path };

    public IReadOnlyList<string> Texts => Directory.Exists(PathOf("variables"))
        ? [.. Directory.GetFiles(PathOf("variables")).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)]
        : [];

    public string PathOf(string file) => Path.Combine(Folder, "s", file);

    /// <summary>A question in the session; its events.</summary>
    public async Task<IReadOnlyList<RunEvent>> AskAsync(string question, CancellationToken? stop = null)
    {
        using var session = Store.Open("s");
        return await RunAsync(question, session.Next(Source, Documents, CancellationToken.None), stop: stop);
    }

    public async Task<IReadOnlyList<RunEvent>> RunAsync(
        string question, SessionState state, string? runId = null, RunRecord? record = null, CancellationToken? stop = null)
    {
        var request = _runs.Request(question) with
        {
            Documents = Documents,
            Limits = Limits,
            Session = state,
            RunId = runId ?? $"run-{++_run}",
            TracePath = null,
            Record = record,
        };
        var events = new List<RunEvent>();
        await foreach (var runEvent in _runs.Runner.StreamAsync(request, stop ?? TestContext.Current.CancellationToken))
        {
            events.Add(runEvent);
        }

        return events;
    }

    public async ValueTask DisposeAsync()
    {
        await _runs.DisposeAsync();
        Documents.Dispose();
        _folder.Dispose();
    }
}
