using Rlm.Runs;

namespace Rlm.Server.Components.Telling;

/// <summary>Pairs questions to models with what came back. An answer that was known before has no question.</summary>
internal sealed class CallList
{
    private readonly List<(string Key, CallView Call)> _calls = [];

    public void Add(RunEvent runEvent)
    {
        switch (runEvent)
        {
            case ModelAsked asked:
                _calls.Add((asked.Key, new CallView(asked.Role, asked.At, asked.Prompt, null, null)));
                break;
            case ModelReplied replied:
                Close(replied.Key, open => open with { Reply = replied }, new CallView(replied.Role, replied.At, null, replied, null));
                break;
            case ModelFailed failed:
                Close(failed.Key, open => open with { Failure = failed }, new CallView(failed.Role, failed.At, null, null, failed));
                break;
        }
    }

    public IReadOnlyList<CallView> View() => [.. _calls.Select(c => c.Call)];

    private void Close(string key, Func<CallView, CallView> close, CallView known)
    {
        var index = _calls.FindIndex(c => c.Key == key && c.Call.IsOpen);
        if (index < 0)
        {
            _calls.Add((key, known));
        }
        else
        {
            _calls[index] = (key, close(_calls[index].Call));
        }
    }
}
