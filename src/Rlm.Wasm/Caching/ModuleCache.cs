using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Rlm.Wasm.Compilation;
using Rlm.Wasm.Execution;
using Wasmtime;

namespace Rlm.Wasm.Caching;

/// <summary>
/// Gives the module of a source: from memory, from disk, or compiled now, once for all that ask at the same time.
/// Failures are never kept. Safe to use from any number of threads; the folder may be shared by processes.
/// </summary>
public sealed partial class ModuleCache
{
    private readonly RustCompiler compiler;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly MemoryTier memory;
    private readonly DiskTier? disk;
    private readonly SingleFlight<ModuleLookup> flights = new();
    private long memoryHits;
    private long diskHits;
    private long misses;
    private long savedTicks;

    /// <summary>Makes a cache over a compiler.</summary>
    /// <param name="compiler">What compiles on a miss.</param>
    /// <param name="options">Sizes and folder.</param>
    /// <param name="time">The clock; the system's when null.</param>
    /// <param name="logger">Where a disk that fails is reported, once.</param>
    public ModuleCache(RustCompiler compiler, ModuleCacheOptions options, TimeProvider? time = null, ILogger<ModuleCache>? logger = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        this.compiler = compiler;
        this.time = time ?? TimeProvider.System;
        this.logger = logger ?? NullLogger<ModuleCache>.Instance;
        memory = new MemoryTier(options.MemoryItems, options.MemoryBytes);
        disk = OpenDisk(options);
    }

    /// <summary>The module of a source, or a typed error.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled; others that wait for the same source go on.</exception>
    public async Task<ModuleLookup> GetAsync(string source, CancellationToken cancellationToken = default)
    {
        var began = time.GetTimestamp();
        var prepared = await compiler.PrepareAsync(source, cancellationToken).ConfigureAwait(false);
        var validate = time.GetElapsedTime(began);
        if (prepared.Error is not null)
        {
            return new ModuleLookup { Error = prepared.Error, Timings = new LookupTimings { Validate = validate } };
        }

        if (memory.TryGet(prepared.Key!) is { } cached)
        {
            return Hit(cached, CacheTier.Memory, ref memoryHits, new LookupTimings { Validate = validate });
        }

        var (lookup, shared) = await flights
            .RunAsync(prepared.Key!, token => LoadOrCompileAsync(prepared, token), cancellationToken)
            .ConfigureAwait(false);

        // Who waited for another's compile did not compile: for it the module was in memory.
        return shared && lookup.Module is not null && memory.TryGet(prepared.Key!) is { } joined
            ? Hit(joined, CacheTier.Memory, ref memoryHits, new LookupTimings { Validate = validate })
            : lookup with { Timings = lookup.Timings with { Validate = validate } };
    }

    /// <summary>Counts and sizes.</summary>
    public ModuleCacheStats GetStats()
    {
        var (items, bytes) = disk?.Measure() ?? default;
        return new ModuleCacheStats
        {
            MemoryHits = Interlocked.Read(ref memoryHits),
            DiskHits = Interlocked.Read(ref diskHits),
            Misses = Interlocked.Read(ref misses),
            MemoryEvictions = memory.Evictions,
            DiskEvictions = disk?.Evictions ?? 0,
            Refused = disk?.Refused ?? 0,
            MemoryItems = memory.Items,
            MemoryBytes = memory.Bytes,
            DiskItems = items,
            DiskBytes = bytes,
            CompileTimeSaved = TimeSpan.FromTicks(Interlocked.Read(ref savedTicks)),
        };
    }

    /// <summary>Empties both tiers. Modules in use stay usable.</summary>
    /// <returns>How many entries were removed from disk.</returns>
    public int Clear()
    {
        memory.Clear();
        return disk?.Clear() ?? 0;
    }

    /// <summary>Reads every entry on disk, checks its seal, and removes what is not whole.</summary>
    /// <returns>How many entries were good, and the keys of those removed.</returns>
    public (int Good, IReadOnlyList<string> Removed) Verify(CancellationToken cancellationToken = default)
    {
        var removed = new List<string>();
        var keys = disk?.Keys() ?? [];
        foreach (var key in keys)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!disk!.Verify(key))
            {
                removed.Add(key);
            }
        }

        return (keys.Count - removed.Count, removed);
    }

    private async Task<ModuleLookup> LoadOrCompileAsync(PreparedSource prepared, CancellationToken cancellationToken)
    {
        // Another flight may have landed between the look in memory and this one's start.
        if (memory.TryGet(prepared.Key!) is { } cached)
        {
            return Hit(cached, CacheTier.Memory, ref memoryHits, default);
        }

        var began = time.GetTimestamp();
        if (TryLoad(prepared.Key!) is { } loaded)
        {
            memory.Add(loaded);
            return Hit(loaded, CacheTier.Disk, ref diskHits, new LookupTimings { Load = time.GetElapsedTime(began) });
        }

        Interlocked.Increment(ref misses);
        var compiled = await compiler.CompileAsync(prepared, cancellationToken).ConfigureAwait(false);
        return compiled.Analysis is { } analysis
            ? ToNative(analysis, compiled.Compile)
            : new ModuleLookup { Error = compiled.Error, Timings = new LookupTimings { Compile = compiled.Compile } };
    }

    private ModuleLookup ToNative(CompiledAnalysis analysis, TimeSpan compile)
    {
        var began = time.GetTimestamp();
        var module = NativeCompiler.Compile(analysis.Wasm, analysis.Signature, out var error);
        var aheadOfTime = time.GetElapsedTime(began);
        var timings = new LookupTimings { Compile = compile, AheadOfTime = aheadOfTime };
        if (module is null)
        {
            return new ModuleLookup { Error = error, Timings = timings };
        }

        var native = module.Serialize();
        var made = new CachedModule(
            new AnalysisModule(analysis.Key, analysis.Signature, module, analysis.Wasm.Length, native.Length), compile + aheadOfTime);
        memory.Add(made);
        disk?.Write(
            new ModuleEntryHeader(
                analysis.Key, analysis.Signature, made.CompileTime.TotalMilliseconds, analysis.Wasm.Length, native.Length),
            analysis.Wasm.Span,
            native);
        return new ModuleLookup { Module = made.Module, Timings = timings };
    }

    private CachedModule? TryLoad(string key)
    {
        if (disk?.TryRead(key) is not { } entry)
        {
            return null;
        }

        try
        {
            var native = Module.Deserialize(WasmRuntime.Engine, "analysis", entry.Native.Span);
            var module = new AnalysisModule(key, entry.Header.Signature, native, entry.Wasm.Length, entry.Native.Length);
            return new CachedModule(module, TimeSpan.FromMilliseconds(entry.Header.CompileMilliseconds));
        }
        catch (WasmtimeException exception)
        {
            // Sealed by us and yet not for this runtime: the key failed to name something. Compile again.
            LogUnusable(key, exception.Message);
            disk.Refuse(key);
            return null;
        }
    }

    private ModuleLookup Hit(CachedModule cached, CacheTier tier, ref long counter, LookupTimings timings)
    {
        Interlocked.Increment(ref counter);
        Interlocked.Add(ref savedTicks, cached.CompileTime.Ticks);
        return new ModuleLookup { Module = cached.Module, Tier = tier, Timings = timings };
    }

    private DiskTier? OpenDisk(ModuleCacheOptions options)
    {
        if (options.Folder is null || options.KeyFile is null)
        {
            return null;
        }

        try
        {
            return new DiskTier(options.Folder, options.DiskBytes, SealKey.LoadOrCreate(options.KeyFile), time, logger);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogNoKey(options.KeyFile, exception.Message);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Modules are not kept on disk: the key {File} can neither be read nor made: {Reason}")]
    private partial void LogNoKey(string file, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Entry {Key} cannot be loaded and is compiled again: {Reason}")]
    private partial void LogUnusable(string key, string reason);
}
