using Rlm.Runs;

namespace Rlm.Server.Components.Telling;

/// <summary>Gathers what a command does.</summary>
internal sealed class CommandBuilder(CommandStarted started)
{
    private readonly List<CodeWritten> _written = [];
    private AnalysisProgressed? _progress;
    private CommandFinished? _finished;

    public CallList Calls { get; } = new();

    public List<NodeBuilder> Nested { get; } = [];

    public void Add(RunEvent runEvent)
    {
        switch (runEvent)
        {
            case AnalysisProgressed progress:
                _progress = progress;
                break;
            case CodeWritten written:
                _written.Add(written);
                break;
            case CommandFinished finished:
                (_finished, _progress) = (finished, null);
                break;
        }
    }

    public CommandView View() => new(
        started, AttemptList.Of(started, _written, _finished), Calls.View(), [.. Nested.Select(n => n.View(string.Empty, 0))], _progress, _finished);
}
