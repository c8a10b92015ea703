using Rlm.Documents;
using Rlm.Models;
using Rlm.Runs;
using Rlm.Sessions;
using Rlm.Wasm.Caching;
using Rlm.Wasm.Compilation;
using Rlm.Wasm.Execution;
using Rlm.Wasm.Toolchain;

namespace Rlm.Hosting;

/// <summary>Everything that can be set, by part. See docs/reference/configuration.md.</summary>
public sealed class RlmOptions
{
    /// <summary>Whether analyses may be compiled and run. Default: true.</summary>
    public bool WasmEnabled { get; set; } = true;

    /// <summary>Where the compiler is.</summary>
    public ToolchainOptions Toolchain { get; set; } = new();

    /// <summary>How analyses are compiled.</summary>
    public CompilerOptions Compiler { get; set; } = new();

    /// <summary>Where modules are kept. Default: in memory, and on disk in the user's cache folder.</summary>
    public ModuleCacheOptions Cache { get; set; } = new() { Folder = RlmPaths.Modules, KeyFile = RlmPaths.SealKey };

    /// <summary>How often code that does not compile is mended by the coder model, 0 to 5. Default: 2.</summary>
    public int RepairAttempts { get; set; } = 2;

    /// <summary>Limits of one analysis.</summary>
    public ExecutionOptions Execution { get; set; } = new();

    /// <summary>Limits of one run.</summary>
    public RunLimits Limits { get; set; } = new();

    /// <summary>What becomes a document. Default: line indexes of large ones are kept in the user's cache folder.</summary>
    public DocumentOptions Documents { get; set; } = new() { IndexFolder = RlmPaths.Indexes, IndexKeyFile = RlmPaths.SealKey };

    /// <summary>How much sessions keep.</summary>
    public SessionOptions Sessions { get; set; } = new();

    /// <summary>How requests to models are repeated.</summary>
    public RetryOptions Retry { get; set; } = new();
}
