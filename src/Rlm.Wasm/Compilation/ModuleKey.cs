using System.Security.Cryptography;
using System.Text;
using Rlm.Wasm.Execution;
using Rlm.Wasm.Toolchain;
using Rlm.Wasm.Validation;

namespace Rlm.Wasm.Compilation;

/// <summary>The identity of a module: two sources with one key give the same bytes.</summary>
internal static class ModuleKey
{
    public static string Of(ValidatedSource source, RustToolchain toolchain, CompilerOptions options)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, source.Text);

        // Both files as rustc sees them: what another version of RLM makes of the same source is another module.
        Append(hash, source.CompilerText);
        Append(hash, EntryTemplate.Render(source.Signature));
        Append(hash, string.Join('\0', source.Signature.Parameters));
        Append(hash, string.Join('\0', RustcCommandLine.Flags));
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
