using System.Security.Cryptography;
using System.Text;
using Rlm.Wasm.Execution;
using Rlm.Wasm.Toolchain;

namespace Rlm.Wasm.Compilation;

/// <summary>The identity of a module: two sources with one key give the same bytes.</summary>
internal static class ModuleKey
{
    public static string Of(string source, RustToolchain toolchain, CompilerOptions options)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, source);
        Append(hash, EntryTemplate.Source);
        Append(hash, toolchain.Fingerprint);
        Append(hash, string.Join('\0', options.ExtraFlags));
        Append(hash, WasmRuntime.Fingerprint);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    // The length goes first, so that no two lists of fields look the same.
    private static void Append(IncrementalHash hash, string field)
    {
        var bytes = Encoding.UTF8.GetBytes(field);
        hash.AppendData(BitConverter.GetBytes(bytes.LongLength));
        hash.AppendData(bytes);
    }
}
