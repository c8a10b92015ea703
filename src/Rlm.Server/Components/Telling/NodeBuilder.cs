using Rlm.Runs;

namespace Rlm.Server.Components.Telling;

/// <summary>Gathers the steps of a run, or of one inside it.</summary>
/// <param name="began">How a run inside began; null for the run itself.</param>
/// <param name="parent">The step that a run inside belongs to.</param>
internal sealed class NodeBuilder(NestedStarted? began, StepBuilder? parent)
{
    private readonly List<StepBuilder> _steps = [];

    public NestedFinished? End { get; set; }

    /// <summary>A run inside, begun by the command that goes on.</summary>
    public NodeBuilder Nest(NestedStarted nested)
    {
        var step = Last(nested.At);
        var node = new NodeBuilder(nested, step);
        step.Add(node);
        return node;
    }

    public void Add(RunEvent runEvent)
    {
        switch (runEvent)
        {
            case StepStarted started:
                _steps.Add(new StepBuilder(started.Step, started.At, parent));
                break;
            case ModelText or ModelAsked or ModelReplied or ModelFailed or ReplyUnreadable or CommandStarted or AnalysisProgressed or CodeWritten or CommandFinished:
                Last(runEvent.At).Add(runEvent);
                break;
        }
    }

    /// <summary>Adds what an event took to the step, and to those that the run is inside of.</summary>
    public void AddSums(RunEvent runEvent)
    {
        if (_steps.Count > 0)
        {
            _steps[^1].AddSums(runEvent);
        }
        else
        {
            parent?.AddSums(runEvent);
        }
    }

    public NodeView View(string task, long bytes)
    {
        IReadOnlyList<StepView> steps = [.. _steps.Select(s => s.View())];
        return began is null
            ? new NodeView(null, 0, task, bytes, steps, null)
            : new NodeView(began.Id, began.Depth, began.Task, began.Bytes, steps, End);
    }

    /// <summary>The step that goes on. A question answered without steps has one all the same.</summary>
    private StepBuilder Last(DateTimeOffset at)
    {
        if (_steps.Count == 0)
        {
            _steps.Add(new StepBuilder(1, at, parent));
        }

        return _steps[^1];
    }
}
