using Rlm.Wasm;

namespace Rlm.Cli.Run;

/// <summary>The file that holds an analysis.</summary>
internal static class SourceFile
{
    /// <summary>What is said when WebAssembly is switched off.</summary>
    public static WasmError Disabled { get; } = new(
        WasmErrorCode.CompilerNotFound, "Analyses are switched off (wasm.enabled, RLM_WASM_ENABLED or --wasm-enabled is false).");

    public static async Task<string> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllTextAsync(path, new System.Text.UTF8Encoding(false, throwOnInvalidBytes: true), cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or System.Text.DecoderFallbackException)
        {
            throw new UsageException($"{path} cannot be read: {exception.Message}");
        }
    }
}
