using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;

namespace Rlm.Wasm.Caching;

/// <summary>
/// A module as bytes: magic, length of the header, header as JSON, WebAssembly, native code, seal over all of these.
/// One buffer is read, verified and used, so that nothing can change between the check and the use.
/// </summary>
internal static class ModuleEntry
{
    /// <summary>More than the native code of the largest module that is accepted. A larger file is no entry, and is not read.</summary>
    public const int MaxBytes = 256 << 20;

    // Fixes quote rustc and the author's source, which has 64 KiB.
    private const int MaxHeaderBytes = 1 << 20;
    private const int SealBytes = HMACSHA256.HashSizeInBytes;

    private static ReadOnlySpan<byte> Magic => "RLMMOD2\n"u8;

    private static int Prefix => Magic.Length + sizeof(int);

    /// <summary>The entry's bytes; null for one that no reader would accept.</summary>
    public static byte[]? Write(ModuleEntryHeader header, ReadOnlySpan<byte> wasm, ReadOnlySpan<byte> native, SealKey key)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(header, ModuleEntryJson.Default.ModuleEntryHeader);
        var length = (long)Prefix + json.Length + wasm.Length + native.Length + SealBytes;
        if (json.Length > MaxHeaderBytes || length > MaxBytes)
        {
            return null;
        }

        var bytes = new byte[length];
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

        // Sealed by us. Yet another version of RLM has the same key, and may have had other ideas of a header.
        var content = bytes.AsMemory(Prefix..^SealBytes);
        var jsonLength = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(Magic.Length));
        if (jsonLength < 0 || jsonLength > Math.Min(content.Length, MaxHeaderBytes)
            || ModuleEntryHeader.Read(content.Span[..jsonLength]) is not { } read
            || read.Key != expectedKey
            || read.WasmBytes < 0 || read.NativeBytes < 0
            || (long)jsonLength + read.WasmBytes + read.NativeBytes != content.Length)
        {
            return false;
        }

        header = read;
        wasm = content.Slice(jsonLength, read.WasmBytes);
        native = content[(jsonLength + read.WasmBytes)..];
        return true;
    }
}
