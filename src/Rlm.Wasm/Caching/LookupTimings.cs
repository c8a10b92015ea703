namespace Rlm.Wasm.Caching;

/// <summary>Where the time of a lookup went.</summary>
/// <param name="Validate">Reading the source's tokens.</param>
/// <param name="Compile">rustc and its linker; zero for a cached module.</param>
/// <param name="AheadOfTime">From WebAssembly to native code; zero for a cached module.</param>
/// <param name="Load">Reading the module from disk; zero from memory.</param>
public readonly record struct LookupTimings(TimeSpan Validate, TimeSpan Compile, TimeSpan AheadOfTime, TimeSpan Load);
