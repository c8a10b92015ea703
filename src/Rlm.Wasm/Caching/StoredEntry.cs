namespace Rlm.Wasm.Caching;

/// <summary>An entry whose seal fits. Both parts lie in the buffer that was verified.</summary>
/// <param name="Header">What its head says.</param>
/// <param name="Wasm">The module as WebAssembly.</param>
/// <param name="Native">The module as native code.</param>
internal sealed record StoredEntry(ModuleEntryHeader Header, ReadOnlyMemory<byte> Wasm, ReadOnlyMemory<byte> Native);
