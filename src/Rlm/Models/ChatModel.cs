using Microsoft.Extensions.AI;

namespace Rlm.Models;

/// <summary>A model that can be asked.</summary>
/// <param name="Name">As the provider names it.</param>
/// <param name="Endpoint">Where it answers, without secrets.</param>
/// <param name="Client">What asks it. Throws <see cref="ModelException"/> for everything that goes wrong on the way.</param>
/// <param name="Options">Its provider.</param>
public sealed record ChatModel(string Name, string Endpoint, IChatClient Client, ProviderOptions Options);
