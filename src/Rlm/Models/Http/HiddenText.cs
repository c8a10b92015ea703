using Microsoft.Extensions.AI;

namespace Rlm.Models.Http;

/// <summary>An answer without secrets, piece by piece: what may be the beginning of one is held back until more has come.</summary>
/// <param name="secrets">What is left out.</param>
internal sealed class HiddenText(Secrets secrets)
{
    private string _held = string.Empty;

    /// <summary>A piece, as far as it can be given on.</summary>
    public ChatResponseUpdate Pass(ChatResponseUpdate update)
    {
        var text = secrets.HideInAnswer(_held + update.Text);
        var begun = secrets.BegunAtEnd(text);
        _held = text[(text.Length - begun)..];
        text = text[..(text.Length - begun)];
        if (text == update.Text)
        {
            return update;
        }

        update.Contents = [new TextContent(text), .. update.Contents.Where(c => c is not TextContent)];
        return update;
    }

    /// <summary>What is known at the end only.</summary>
    public ChatResponseUpdate? End(ChatResponseUpdate? last)
    {
        var calls = last?.Contents.Select(c => c is FunctionCallContent call
            ? ToolCalls.Make(secrets.HideInAnswer(call.CallId), secrets.HideInAnswer(call.Name), secrets.HideInAnswer(ToolCalls.ArgumentsOf(call)))
            : c).ToList() ?? [];
        return _held.Length > 0 ? new ChatResponseUpdate(ChatRole.Assistant, [new TextContent(_held), .. calls])
            : calls.Count > 0 ? new ChatResponseUpdate(ChatRole.Assistant, calls)
            : null;
    }
}
