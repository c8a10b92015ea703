using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Rlm.Wasm.Caching.Parts;
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
    private readonly RustCompiler _compiler;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly MemoryTier _memory;
    private readonly DiskTier? _disk;
    private readonly SingleFlight<ModuleLookup> _flights = new();
    private long _memoryHits;
    private long _diskHits;
    private long _misses;
    private long _savedTicks;

    /// <summary>Makes a cache over a compiler.</summary>
    /// <param name="compiler">What compiles on a miss.</param>
    /// <param name="options">Sizes and folder.</param>
    /// <param name="time">The clock; the system's when null.</param>
    /// <param name="logger">Where a disk that fails is reported, once.</param>
    public ModuleCache(RustCompiler compiler, ModuleCacheOptions options, TimeProvider? time = null, ILogger<ModuleCache>? logger = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        _compiler = compiler;
        _time = time ?? TimeProvider.System;
        _logger = logger ?? NullLogger<ModuleCache>.Instance;
        _memory = new MemoryTier(options.MemoryItems, options.MemoryBytes);
        _disk = OpenDisk(options);
        Parts = options.KeepParts && _disk is not null ? new PartCache(_disk) : null;
    }

    /// <summary>Keeps results of chunks beside the modules, for a <see cref="WasmExecutor"/>; null without a disk tier, or where it is switched off.</summary>
    public PartCache? Parts { get; }

    /// <summary>The module of a source, or a typed error.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled; others that wait for the same source go on.</exception>
    public async Task<ModuleLookup> GetAsync(string source, CancellationToken cancellationToken = default)
    {
        var prepared = await _compiler.PrepareAsync(source, cancellationToken).ConfigureAwait(false);
        var validate = prepared.Validate;
        if (prepared.Error is not null)
        {
            return new ModuleLookup { Error = prepared.Error, Timings = new LookupTimings { Validate = validate } };
        }

        var lookup = await FindOrMakeAsync(prepared.Key!, token => CompileAsync(prepared, token), cancellationToken).ConfigureAwait(false);
        return lookup with { Timings = lookup.Timings with { Validate = validate } };
    }

    /// <summary>The native code of a ready-made module. No Rust compiler is needed, and none is looked for.</summary>
    /// <returns>The module, or <see cref="WasmErrorCode.InvalidModule"/> when the bytes are not what RLM makes of an analysis.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled; others that wait for the same module go on.</exception>
    public Task<ModuleLookup> GetReadyMadeAsync(ReadyMadeModule module, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(module);
        return FindOrMakeAsync(module.Key, _ => Task.FromResult(ToNative(module.ToAnalysis(), TimeSpan.Zero)), cancellationToken);
    }

    private async Task<ModuleLookup> FindOrMakeAsync(
        string key, Func<CancellationToken, Task<ModuleLookup>> make, CancellationToken cancellationToken)
    {
        if (_memory.TryGet(key) is { } cached)
        {
            return Hit(cached, CacheTier.Memory, ref _memoryHits, default);
        }

        var (lookup, shared) = await _flights.RunAsync(key, token => LoadOrMakeAsync(key, make, token), cancellationToken).ConfigureAwait(false);

        // Who waited for another's compile did not compile: for it the module was in memory.
        return shared && lookup.Module is not null && _memory.TryGet(key) is { } joined
            ? Hit(joined, CacheTier.Memory, ref _memoryHits, default)
            : lookup;
    }

    /// <summary>Counts and sizes.</summary>
    public ModuleCacheStats GetStats()
    {
        var (items, bytes, bundles, bundleBytes) = _disk?.Measure() ?? default;
        return new ModuleCacheStats
        {
            MemoryHits = Interlocked.Read(ref _memoryHits),
            DiskHits = Interlocked.Read(ref _diskHits),
            Misses = Interlocked.Read(ref _misses),
            MemoryEvictions = _memory.Evictions,
            DiskEvictions = _disk?.Evictions ?? 0,
            Refused = _disk?.Refused ?? 0,
            MemoryItems = _memory.Items,
            MemoryBytes = _memory.Bytes,
            DiskItems = items,
            DiskBytes = bytes,
            PartBundles = bundles,
            PartBytes = bundleBytes,
            CompileTimeSaved = TimeSpan.FromTicks(Interlocked.Read(ref _savedTicks)),
        };
    }

    /// <summary>Empties both tiers. Modules in use stay usable.</summary>
    /// <returns>How many files were removed from disk: modules and bundles of parts.</returns>
    public int Clear()
    {
        _memory.Clear();
        return _disk?.Clear() ?? 0;
    }

    /// <summary>
    /// Reads every module and every bundle of parts on disk, checks its seal, and removes what is not whole. What the disk does not
    /// give is neither.
    /// </summary>
    /// <returns>How many were good, and the keys of those removed.</returns>
    public (int Good, IReadOnlyList<string> Removed) Verify(CancellationToken cancellationToken = default)
    {
        var good = 0;
        var removed = new List<string>();
        foreach (var key in _disk?.Keys() ?? [])
        {
            Note(key, _disk!.Verify(key));
        }

        foreach (var name in _disk?.Bundles() ?? [])
        {
            Note(name.ToString(), _disk!.VerifyParts(name));
        }

        return (good, removed);

        void Note(string key, EntryState state)
        {
            cancellationToken.ThrowIfCancellationRequested();
            good += state == EntryState.Whole ? 1 : 0;
            if (state == EntryState.Refused)
            {
                removed.Add(key);
            }
        }
    }

    private async Task<ModuleLookup> LoadOrMakeAsync(
        string key, Func<CancellationToken, Task<ModuleLookup>> make, CancellationToken cancellationToken)
    {
        // Another flight may have landed between the look in memory and this one's start.
        if (_memory.TryGet(key) is { } cached)
        {
            return Hit(cached, CacheTier.Memory, ref _memoryHits, default);
        }

        var began = _time.GetTimestamp();
        if (TryLoad(key) is { } loaded)
        {
            _memory.Add(loaded);
            return Hit(loaded, CacheTier.Disk, ref _diskHits, new LookupTimings { Load = _time.GetElapsedTime(began) });
        }

        Interlocked.Increment(ref _misses);
        return await make(cancellationToken).ConfigureAwait(false);
    }

    private async Task<ModuleLookup> CompileAsync(PreparedSource prepared, CancellationToken cancellationToken)
    {
        var compiled = await _compiler.CompileAsync(prepared, cancellationToken).ConfigureAwait(false);
        return compiled.Analysis is { } analysis
            ? ToNative(analysis, compiled.Compile)
            : new ModuleLookup { Error = compiled.Error, Timings = new LookupTimings { Compile = compiled.Compile } };
    }

    private ModuleLookup ToNative(CompiledAnalysis analysis, TimeSpan compile)
    {
        var began = _time.GetTimestamp();
        var module = NativeCompiler.Compile(analysis.Wasm, analysis.Signature, out var error);
        var aheadOfTime = _time.GetElapsedTime(began);
        var timings = new LookupTimings { Compile = compile, AheadOfTime = aheadOfTime };
        if (module is null)
        {
            return new ModuleLookup { Error = error, Timings = timings };
        }

        var native = module.Serialize();
        var made = new CachedModule(
            new AnalysisModule(analysis.Key, analysis.Signature, analysis.Fixes, module, analysis.Wasm.Length, native.Length), compile + aheadOfTime);
        _memory.Add(made);
        _disk?.Write(
            new ModuleEntryHeader(
                analysis.Key, analysis.Signature, analysis.Fixes, made.CompileTime.TotalMilliseconds, analysis.Wasm.Length, native.Length),
            analysis.Wasm.Span,
            native);
        return new ModuleLookup { Module = made.Module, Timings = timings };
    }

    private CachedModule? TryLoad(string key)
    {
        if (_disk?.TryRead(key) is not { } entry)
        {
            return null;
        }

        try
        {
            var native = Module.Deserialize(WasmRuntime.Engine, "analysis", entry.Native.Span);
            var module = new AnalysisModule(key, entry.Header.Signature, entry.Header.Fixes, native, entry.Wasm.Length, entry.Native.Length);
            return new CachedModule(module, TimeSpan.FromMilliseconds(entry.Header.CompileMilliseconds));
        }
        catch (WasmtimeException exception)
        {
            // Sealed by us and yet not for this runtime: the key failed to name something. Compile again.
            LogUnusable(key, exception.Message);
            _disk.Refuse(key);
            return null;
        }
    }

    private ModuleLookup Hit(CachedModule cached, CacheTier tier, ref long counter, LookupTimings timings)
    {
        Interlocked.Increment(ref counter);
        Interlocked.Add(ref _savedTicks, cached.CompileTime.Ticks);
        return new ModuleLookup { Module = cached.Module, Tier = tier, Timings = timings };
    }

    private DiskTier? OpenDisk(ModuleCacheOptions options)
    {
        if (options.Folder is null || options.KeyFile is null)
        {
            return null;
        }

        var (folder, keyFile) = (Path.GetFullPath(options.Folder), Path.GetFullPath(options.KeyFile));
        if (keyFile.StartsWith(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            LogNoKey(options.KeyFile, $"It lies in {options.Folder}, so who can write entries there could seal them too. Keep it in another folder.");
            return null;
        }

        try
        {
            var key = SealKey.LoadOrCreate(keyFile);
            var disk = new DiskTier(folder, options.DiskBytes, key, _time, _logger);
            disk.Start();
            if (key.Replaced is { } why)
            {
                // None of them would be used; without this each would be refused with a warning of its own.
                LogNewKey(options.KeyFile, why, disk.Clear());
            }

            return disk;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogNoKey(options.KeyFile, exception.Message);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Modules are not kept on disk: the key {File} cannot be used: {Reason}")]
    private partial void LogNoKey(string file, string reason);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The key {File}, which seals compiled analyses, {Reason}. A new one was made, and the {Count} analyses on disk are removed and compiled again.")]
    private partial void LogNewKey(string file, string reason, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Entry {Key} cannot be loaded and is compiled again: {Reason}")]
    private partial void LogUnusable(string key, string reason);
}
