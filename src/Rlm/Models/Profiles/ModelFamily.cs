namespace Rlm.Models.Profiles;

/// <summary>Models whose names begin alike.</summary>
/// <param name="Prefix">Small letters and digits only, as <see cref="ModelName"/> leaves them.</param>
/// <param name="Profile">How they are best asked.</param>
internal sealed record ModelFamily(string Prefix, ModelProfile Profile)
{
    /// <summary>What takes its place where the model is told not to think; null where that makes no difference.</summary>
    public ModelProfile? WithoutThinking { get; init; }
}
