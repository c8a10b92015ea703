using System.Text;
using Rlm.Models;
using Rlm.Runs;

namespace Rlm.Server.Components.Telling;

/// <summary>Gathers what happens in a turn.</summary>
internal sealed class StepBuilder(int number, DateTimeOffset at, StepBuilder? parent)
{
    private readonly StringBuilder _streaming = new();
    private readonly CallList _turns = new();
    private readonly List<string> _unreadable = [];
    private readonly List<CommandBuilder> _commands = [];

    private readonly SumFolding _sums = new();

    /// <summary>Adds what an event took to the step, and to those that it is inside of.</summary>
    public void AddSums(RunEvent runEvent)
    {
        _sums.Add(runEvent);
        parent?.AddSums(runEvent);
    }

    /// <summary>A run inside begins.</summary>
    public void Add(NodeBuilder nested) => _commands.LastOrDefault()?.Nested.Add(nested);

    public void Add(RunEvent runEvent)
    {
        switch (runEvent)
        {
            case ModelText text:
                _streaming.Append(text.Text);
                break;
            case ModelAsked or ModelReplied or ModelFailed:
                AddCall(runEvent);
                break;
            case ReplyUnreadable unreadable:
                _unreadable.Add(unreadable.Reason);
                break;
            case CommandStarted started:
                _commands.Add(new CommandBuilder(started));
                break;
            default:
                _commands.LastOrDefault()?.Add(runEvent);
                break;
        }
    }

    public StepView View() => new(
        number, at, _streaming.ToString(), _turns.View(), [.. _unreadable], [.. _commands.Select(c => c.View())], _sums.Sums);

    private void AddCall(RunEvent runEvent)
    {
        var isTurn = runEvent is ModelAsked { Role: ModelRole.Root } or ModelReplied { Role: ModelRole.Root } or ModelFailed { Role: ModelRole.Root };
        if (isTurn)
        {
            // What has been said whole is not shown twice.
            _streaming.Clear();
        }

        (isTurn || _commands.Count == 0 ? _turns : _commands[^1].Calls).Add(runEvent);
    }
}
