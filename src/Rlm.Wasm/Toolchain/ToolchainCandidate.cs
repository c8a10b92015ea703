namespace Rlm.Wasm.Toolchain;

/// <summary>A <c>rustc</c> that was looked at.</summary>
/// <param name="Path">Absolute path; of the real compiler where a rustup shim led to one.</param>
/// <param name="Origin">Where it came from: <c>RLM_RUSTC</c>, <c>rlm setup</c>, <c>PATH</c>, or a folder.</param>
/// <param name="Version">Release and commit hash, or null when it did not tell.</param>
/// <param name="Usable">Whether it can make modules.</param>
/// <param name="Verdict">One sentence: why it is used, or what it lacks.</param>
public sealed record ToolchainCandidate(string Path, string Origin, string? Version, bool Usable, string Verdict);
