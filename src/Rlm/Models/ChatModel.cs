using Microsoft.Extensions.AI;
using Rlm.Models.Profiles;

namespace Rlm.Models;

/// <summary>A model that can be asked.</summary>
/// <param name="Name">As the provider names it.</param>
/// <param name="Endpoint">Where it answers, without secrets.</param>
/// <param name="Client">What asks it. Throws <see cref="ModelException"/> for everything that goes wrong on the way.</param>
/// <param name="Options">Its provider.</param>
public sealed record ChatModel(string Name, string Endpoint, IChatClient Client, ProviderOptions Options)
{
    private readonly ContextWindow _window = new(ModelProfiles.For(Name, Options.Profile), Options.Profile?.ContextWindow, Client);

    /// <summary>How it is asked: what is known of its name, and what the configuration sets.</summary>
    internal ModelProfile Profile => _window.Profile;

    /// <summary>
    /// Tokens that prompt and answer may have together: configured, else what the server says, else what is known of the
    /// name; null when nobody knows. The server is asked once, and a server that does not answer is no error.
    /// </summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    internal Task<int?> ContextWindowAsync(CancellationToken cancellationToken) => _window.GetAsync(cancellationToken);
}
