using System.Text.Json.Serialization;

namespace Rlm.Wasm.Jail;

/// <summary>What a jail is made of: absolute paths, null for a layer that is not used.</summary>
/// <param name="Bubblewrap"><c>bwrap</c>: namespaces of its own, so that nothing else is there.</param>
/// <param name="Launcher">Our launcher: limits, Landlock and seccomp, so that nothing else can be opened or asked for.</param>
/// <param name="Prlimit"><c>prlimit</c>, for the limits where there is no launcher.</param>
internal sealed record JailPlan(string? Bubblewrap, string? Launcher, string? Prlimit)
{
    /// <summary>No jail at all.</summary>
    public static readonly JailPlan Open = new(null, null, null);

    /// <summary>For people.</summary>
    [JsonIgnore]
    public string Description => (Bubblewrap, Launcher) switch
    {
        (not null, not null) => "namespaces (bubblewrap), Landlock, seccomp and limits",
        (not null, null) => "namespaces (bubblewrap) and limits",
        (null, not null) => "Landlock, seccomp and limits",
        _ => "none",
    };
}
