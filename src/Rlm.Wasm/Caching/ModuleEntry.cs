using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Rlm.Wasm.Compilation;
using Rlm.Wasm.Validation;

namespace Rlm.Wasm.Caching;

/// <summary>What the head of an entry says about its module.</summary>
internal sealed record ModuleEntryHeader(
    string Key, AnalysisSignature Signature, IReadOnlyList<Fix> Fixes, double CompileMilliseconds, int WasmBytes, int NativeBytes);

/// <summary>
/// A module as bytes: magic, length of the header, header as JSON, WebAssembly, native code, seal over all of these.
/// One buffer is read, verified and used, so that nothing can change between the check and the use.
/// </summary>
internal static class ModuleEntry
{
    private const int SealBytes = HMACSHA256.HashSizeInBytes;

    private static ReadOnlySpan<byte> Magic => "RLMMOD2\n"u8;

    private static int Prefix => Magic.Length + sizeof(int);

    public static byte[] Write(ModuleEntryHeader header, ReadOnlySpan<byte> wasm, ReadOnlySpan<byte> native, SealKey key)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(header, ModuleEntryJson.Default.ModuleEntryHeader);
        var bytes = new byte[Prefix + json.Length + wasm.Length + native.Length + SealBytes];
        var rest = bytes.AsSpan();
        Magic.CopyTo(rest);
        BinaryPrimitives.WriteInt32LittleEndian(rest[Magic.Length..], json.Length);
        rest = rest[Prefix..];
        json.CopyTo(rest);
        wasm.CopyTo(rest[json.Length..]);
        native.CopyTo(rest[(json.Length + wasm.Length)..]);
        key.Seal(bytes.AsSpan(..^SealBytes), bytes.AsSpan(^SealBytes..));
        return bytes;
    }

    /// <summary>The entry's parts, or false when it is not whole, not ours, or not the one asked for.</summary>
    public static bool TryRead(
        byte[] bytes, string expectedKey, SealKey key, out ModuleEntryHeader header, out ReadOnlyMemory<byte> wasm, out ReadOnlyMemory<byte> native)
    {
        (header, wasm, native) = (null!, default, default);
        if (bytes.Length < Prefix + SealBytes
            || !bytes.AsSpan().StartsWith(Magic)
            || !key.Verify(bytes.AsSpan(..^SealBytes), bytes.AsSpan(^SealBytes..)))
        {
            return false;
        }

        // Sealed by us, so what follows is as we wrote it; only the file may be under another entry's name.
        var jsonLength = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(Magic.Length));
        header = JsonSerializer.Deserialize(bytes.AsSpan(Prefix, jsonLength), ModuleEntryJson.Default.ModuleEntryHeader)!;
        wasm = bytes.AsMemory(Prefix + jsonLength, header.WasmBytes);
        native = bytes.AsMemory(Prefix + jsonLength + header.WasmBytes, header.NativeBytes);
        return header.Key == expectedKey;
    }
}

/// <summary>Source-generated JSON of the header.</summary>
[JsonSerializable(typeof(ModuleEntryHeader))]
internal sealed partial class ModuleEntryJson : JsonSerializerContext;
