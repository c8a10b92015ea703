using Microsoft.Extensions.Logging;
using Rlm.Testing;
using Rlm.Wasm.Caching;
using Rlm.Wasm.Caching.Parts;
using Rlm.Wasm.Execution;

namespace Rlm.Wasm.Tests.Caching.Parts;

/// <summary>A folder of a test's own for parts, and executions over it.</summary>
internal sealed class PartFolder : IDisposable
{
    private readonly TempFolder _folder = new();

    public PartFolder(long maxBytes = 64 << 20) => (Key, MaxBytes) = (SealKey.LoadOrCreate(_folder.PathOf("keys", "key")), maxBytes);

    public ListLogger<ModuleCache> Logger { get; } = new();

    public SealKey Key { get; }

    public string Modules => _folder.PathOf("modules");

    public IEnumerable<string> Files => Directory.Exists(Modules) ? Directory.EnumerateFiles(Modules) : [];

    private long MaxBytes { get; }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public DiskTier Disk(ILogger? logger = null) => new(Modules, MaxBytes, Key, TimeProvider.System, logger ?? Logger);

    /// <summary>As a new process would have it. However little work a chunk is, and however small the input, it is kept.</summary>
    public PartCache Open(double leastFuelPerByte = 0, long leastBytes = 0, DiskTier? disk = null) =>
        new(disk ?? Disk()) { LeastBytes = leastBytes, LeastFuelPerByte = leastFuelPerByte, HeadBytes = 8 };

    public Task<ExecutionOutcome> RunAsync(AnalysisModule module, string text, int chunkBytes, ExecutionOptions? options = null, IHostCalls? host = null) =>
        RunAsync(module, [AnalysisInput.FromText(text)], chunkBytes, options, host);

    public Task<ExecutionOutcome> RunAsync(
        AnalysisModule module, IReadOnlyList<AnalysisInput> inputs, int chunkBytes, ExecutionOptions? options = null, IHostCalls? host = null) =>
        RunAsync(Open(), module, inputs, chunkBytes, options, host);

    public static Task<ExecutionOutcome> RunAsync(
        PartCache? cache,
        AnalysisModule module,
        IReadOnlyList<AnalysisInput> inputs,
        int chunkBytes,
        ExecutionOptions? options = null,
        IHostCalls? host = null) =>
        new WasmExecutor(options ?? new ExecutionOptions(), null, cache) { ChunkBytes = chunkBytes }.ExecuteAsync(module, inputs, host, cancellationToken: Stop);

    public void Dispose() => _folder.Dispose();
}
