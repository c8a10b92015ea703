namespace Rlm.Wasm.Toolchain;

/// <summary>What cargo uses beside the compiler.</summary>
/// <param name="CargoPath">cargo.</param>
/// <param name="HostLinker">Links build scripts; null: rustc's default, which is <c>cc</c>.</param>
/// <param name="PackagedCrates">A folder with the sources of crates, in case crates.io cannot be reached; or null.</param>
/// <param name="Offline">Whether the network may not be used.</param>
internal sealed record HostTools(string CargoPath, string? HostLinker, string? PackagedCrates, bool Offline);
