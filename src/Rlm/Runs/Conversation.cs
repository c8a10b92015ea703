using Microsoft.Extensions.AI;

namespace Rlm.Runs;

/// <summary>What was said between RLM and a root model. Only added to, so that a provider's cache of its beginning works.</summary>
internal sealed class Conversation
{
    private const string LeftOut = "[What came of this turn was left out to save room. What was kept with \"store\" is still in its variable.]";

    private readonly List<ChatMessage> _messages = [];
    private int _opening;

    public IReadOnlyList<ChatMessage> Messages => _messages;

    /// <summary>Begins with messages that are never left out.</summary>
    public void Open(IEnumerable<ChatMessage> messages)
    {
        _messages.AddRange(messages);
        _opening = _messages.Count;
    }

    /// <summary>What the model is told. Some servers refuse two messages of one side in a row, so they become one.</summary>
    public void Tell(string text)
    {
        if (_messages.Count > _opening && _messages[^1].Role == ChatRole.User)
        {
            _messages[^1] = new ChatMessage(ChatRole.User, $"{_messages[^1].Text}\n\n{text}");
            return;
        }

        _messages.Add(new ChatMessage(ChatRole.User, text));
    }

    /// <summary>What the model said.</summary>
    public void Hear(string text) => _messages.Add(new ChatMessage(ChatRole.Assistant, text));

    /// <summary>Leaves out the oldest of what came of commands, until it fits or nothing more can go.</summary>
    public void ShortenUntil(Func<IReadOnlyList<ChatMessage>, bool> fits)
    {
        for (var i = _opening; i < _messages.Count - 1 && !fits(_messages); i++)
        {
            if (_messages[i].Role == ChatRole.User && _messages[i].Text.Length > 2 * LeftOut.Length)
            {
                _messages[i] = new ChatMessage(ChatRole.User, LeftOut);
            }
        }
    }
}
