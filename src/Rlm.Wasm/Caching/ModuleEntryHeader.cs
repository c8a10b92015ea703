using System.Text.Json;
using System.Text.Json.Serialization;
using Rlm.Wasm.Compilation;
using Rlm.Wasm.Validation;

namespace Rlm.Wasm.Caching;

/// <summary>What the head of an entry says about its module.</summary>
internal sealed record ModuleEntryHeader(
    string Key, AnalysisSignature Signature, IReadOnlyList<Fix> Fixes, double CompileMilliseconds, int WasmBytes, int NativeBytes)
{
    private const double MaxCompileMilliseconds = 24 * 60 * 60 * 1000;

    /// <summary>The header that these bytes are; null when they are none that RLM writes.</summary>
    public static ModuleEntryHeader? Read(ReadOnlySpan<byte> json)
    {
        try
        {
            var header = JsonSerializer.Deserialize(json, ModuleEntryJson.Default.ModuleEntryHeader);
            return header is not null && header.IsPlausible() ? header : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // The reader sees to members that are missing or null; it does not look into lists.
    private bool IsPlausible() =>
        CompileMilliseconds is >= 0 and <= MaxCompileMilliseconds
        && Signature.Parameters.All(name => name is not null)
        && Signature.Crates.All(name => name is not null)
        && Fixes.All(fix => fix is not null);
}

/// <summary>Source-generated JSON of the header.</summary>
[JsonSourceGenerationOptions(RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ModuleEntryHeader))]
internal sealed partial class ModuleEntryJson : JsonSerializerContext;
