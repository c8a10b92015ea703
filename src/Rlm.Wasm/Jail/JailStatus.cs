namespace Rlm.Wasm.Jail;

/// <summary>Which jail rustc runs in here.</summary>
public sealed record JailStatus
{
    /// <summary>The layers, for people, such as <c>namespaces (bubblewrap), Landlock, seccomp and limits</c>; null when <see cref="Error"/> says why there is none.</summary>
    public string? Description { get; init; }

    /// <summary>Why nothing can be compiled here, and what mends it; or null.</summary>
    public WasmError? Error { get; init; }

    internal JailPlan? Plan { get; init; }
}
