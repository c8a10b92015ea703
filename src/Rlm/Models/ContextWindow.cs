using Microsoft.Extensions.AI;
using Rlm.Models.Http;
using Rlm.Models.Profiles;

namespace Rlm.Models;

/// <summary>The context window of one model, found out when it is first wanted.</summary>
/// <param name="profile">How the model is asked.</param>
/// <param name="configured">What the configuration says, or null.</param>
/// <param name="client">Whose server may be asked.</param>
internal sealed class ContextWindow(ModelProfile profile, int? configured, IChatClient client)
{
    /// <summary>A server that is slow to say how much it takes may still answer questions.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private (bool Known, int? Tokens) _found;

    public ModelProfile Profile => profile;

    public async Task<int?> GetAsync(CancellationToken cancellationToken)
    {
        if (configured is not null || profile.IsHosted || client is not HttpChatClient http)
        {
            return profile.ContextWindow;
        }

        lock (_gate)
        {
            if (_found.Known)
            {
                return _found.Tokens;
            }
        }

        // Two who ask at the same time may both send a request; each gets the same answer.
        var tokens = await AskAsync(http, cancellationToken).ConfigureAwait(false) ?? profile.ContextWindow;
        lock (_gate)
        {
            _found = (true, tokens);
        }

        return tokens;
    }

    private static async Task<int?> AskAsync(HttpChatClient http, CancellationToken cancellationToken)
    {
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(Patience);
            return await http.ContextWindowAsync(patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        catch (ModelException)
        {
            // Whoever asks can do without; a server that is not there says so when it is asked a question.
            return null;
        }
    }
}
