using Rlm.Models;
using Rlm.Models.Profiles;

namespace Rlm.Configuration;

/// <summary>A provider while it is read.</summary>
internal sealed class ProviderDraft
{
    public ProviderOptions Options { get; set; } = new() { Model = string.Empty };

    public ModelProfile? Profile { get; private set; }

    /// <summary>Changes how the model is asked.</summary>
    public void Ask(Func<ModelProfile, ModelProfile> change) => Profile = change(Profile ?? new ModelProfile());
}
