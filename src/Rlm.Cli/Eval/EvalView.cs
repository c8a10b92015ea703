using Rlm.Cli.Terminal;
using Rlm.Evaluation;

namespace Rlm.Cli.Eval;

/// <summary>Shows an evaluation as it goes on.</summary>
internal abstract class EvalView : IDisposable
{
    /// <summary>Colours and what is under way on a terminal, plain lines elsewhere.</summary>
    public static EvalView Create(TextWriter error) =>
        Terminals.OpenError(error) is { } terminal ? new LiveEvalView(terminal) : new PlainEvalView(error);

    public void Begin(EvalRequest request, EvalSetup setup, int done, string path)
    {
        var before = done == 0 ? string.Empty : $" {done:N0} of them are in {path} already.";
        var (tasks, runs) = (request.Tasks.Tasks.Count, request.Tasks.Tasks.Count * request.Runs);
        Say(TerminalText.Clean($"Model: {string.Join(", ", setup.Models)}. {tasks:N0} task{(tasks == 1 ? string.Empty : "s")}, {runs:N0} run{(runs == 1 ? string.Empty : "s")}.{before}"));
    }

    public abstract void Show(EvalProgress progress);

    /// <summary>Leaves the terminal as it should be; may be called more than once.</summary>
    public virtual void Dispose()
    {
    }

    protected abstract void Say(string text);

    protected static string NameOf(EvalProgress progress) =>
        TerminalText.Clean(progress.Run == 1 ? progress.Task : $"{progress.Task} (run {progress.Run})");
}
