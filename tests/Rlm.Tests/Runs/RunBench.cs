using Rlm.Documents;
using Rlm.Models;
using Rlm.Runs;
using Rlm.Testing;
using Rlm.Testing.Chat;

namespace Rlm.Tests.Runs;

/// <summary>Whole runs: a scripted model behind a real socket, real commands, compiler and sandbox, a trace on disk.</summary>
internal sealed class RunBench : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private ModelPool? _models;

    public RunBench(params ChatAnswer[] answers) => Server = new ScriptedChatServer(answers);

    public ScriptedChatServer Server { get; }

    public DocumentSet Documents { get; init; } = DocumentSet.Of([("app.log", Text.FromText("ok 1\nERROR 2\nok 3\nERROR 4\n"))]);

    public RunLimits Limits { get; init; } = new();

    public RetryOptions Retry { get; init; } = new() { MaxRetries = 0 };

    public ProviderOptions Provider { get; init; } = new() { Model = "scripted" };

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>None, so that a test's script needs no answer for the coder.</summary>
    public int RepairAttempts { get; init; }

    public string TracePath => _folder.PathOf("runs", "trace.jsonl");

    public IReadOnlyList<string> TraceLines => File.ReadAllLines(TracePath);

    public RlmRunner Runner => new(Sandbox.Runner, Sandbox.Prompts, Retry, Time, RepairAttempts);

    public RunRequest Request(string question = "How many errors?") => new()
    {
        Question = question,
        Documents = Documents,
        Models = _models ??= ModelFactory.Create([Provider with { BaseUrl = Server.BaseUrl }], localOnly: true, _ => null, TimeProvider.System),
        Limits = Limits,
        RunId = "the-run",
        TracePath = TracePath,
    };

    /// <summary>Runs to the end; its events in order.</summary>
    public async Task<IReadOnlyList<RunEvent>> RunAsync()
    {
        var events = new List<RunEvent>();
        await foreach (var runEvent in Runner.StreamAsync(Request(), TestContext.Current.CancellationToken))
        {
            events.Add(runEvent);
        }

        return events;
    }

    public async Task<RunResult> ResultAsync() => (await RunAsync()).OfType<RunFinished>().Single().Result;

    public async ValueTask DisposeAsync()
    {
        _models?.Dispose();
        await Server.DisposeAsync();
        Documents.Dispose();
        _folder.Dispose();
    }
}
