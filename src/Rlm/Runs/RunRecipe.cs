using Rlm.Models;
using Rlm.Sessions;

namespace Rlm.Runs;

/// <summary>What begins a run again from its trace alone; keys are not in it.</summary>
public sealed record RunRecipe
{
    /// <summary>The documents as they were named.</summary>
    public required IReadOnlyList<string> Documents { get; init; }

    /// <summary>The folder that relative names start from.</summary>
    public required string Folder { get; init; }

    /// <summary>Globs that documents had to match.</summary>
    public IReadOnlyList<string> Include { get; init; } = [];

    /// <summary>Globs of documents that were left out.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>Whether ignored and hidden files were taken too.</summary>
    public bool NoIgnore { get; init; }

    /// <summary>The models, without anything secret; see <see cref="ProviderOptions.WithoutSecrets"/>.</summary>
    public required IReadOnlyList<ProviderOptions> Providers { get; init; }

    /// <summary>The run's place in a session, or null when it is in none.</summary>
    public SessionReference? Session { get; init; }
}
