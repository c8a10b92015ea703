using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using Rlm.Wasm.Caching;
using Rlm.Wasm.Caching.Parts;
using Rlm.Wasm.Compilation;
using Rlm.Wasm.Execution;
using Rlm.Wasm.Tests;
using Rlm.Wasm.Toolchain;
using Rlm.Wasm.Validation;

namespace Rlm.Wasm.CacheHost;

/// <summary>Does what its commands say with one cache.</summary>
internal sealed class Host
{
    private static readonly AnalysisSignature Signature = new(["input"], false, []);

    private readonly ListLogger<ModuleCache> _logger = new();
    private readonly List<FileStream> _held = [];
    private readonly Dictionary<string, ReadyMadeModule> _loaded = [];
    private ModuleCache? _cache;

    public async Task<string> AnswerAsync(string[] words)
    {
        ModuleLookup[] lookups = [];
        switch (words)
        {
            case ["open", var folder, var keyFile]:
                _cache = new ModuleCache(
                    new RustCompiler(new ToolchainLocator(new ToolchainOptions()), new CompilerOptions()),
                    new ModuleCacheOptions { Folder = folder, KeyFile = keyFile },
                    null,
                    _logger);
                break;
            case ["module", var file, var callers]:
                var module = _loaded.GetValueOrDefault(file) ?? await LoadAsync(file);
                lookups = AskAtOnce(int.Parse(callers), () => _cache!.GetReadyMadeAsync(module));
                break;
            case ["load", .. var files]:
                foreach (var each in files)
                {
                    _loaded[each] = await LoadAsync(each);
                }

                break;
            case ["source", var source, var callers]:
                lookups = AskAtOnce(int.Parse(callers), () => _cache!.GetAsync(source));
                break;
            case ["clear"]:
                _cache!.Clear();
                break;
            case ["stats"]:
                break;
            case ["shell", var command]:
                using (var shell = Process.Start("/bin/sh", ["-c", command]))
                {
                    await shell.WaitForExitAsync();
                    return shell.ExitCode == 0 ? "ok" : $"the command ended with {shell.ExitCode}: {command}";
                }

            case ["take-files"]:
                TakeAllFiles();
                break;
            case ["write", var folder, var keyFile, var seed]:
                await WriteAsync(folder, keyFile, new Random(int.Parse(seed)));
                break;
            case ["grow", var folder, var keyFile, var wasm, var text, var steps]:
                return await GrowAsync(folder, keyFile, wasm, await File.ReadAllBytesAsync(text), int.Parse(steps));
            default:
                return $"there is no command {words[0]} with {words.Length - 1} words";
        }

        var stats = _cache?.GetStats();
        return JsonSerializer.Serialize(
            new HostAnswer(
                lookups.Select(l => l.Module).OfType<AnalysisModule>().Distinct().Count(),
                lookups.Length > 0 ? lookups[0].Tier.ToString() : null,
                Array.Find(lookups, l => l.Error is not null)?.Error?.Message,
                lookups.Length > 0 && lookups[0].Module is { } first ? Convert.ToHexStringLower(SHA256.HashData(first.Native.Serialize())) : null,
                stats?.Misses ?? 0,
                stats?.DiskHits ?? 0,
                stats?.MemoryHits ?? 0,
                stats?.Refused ?? 0,
                [.. _logger.Warnings]),
            HostJson.Default.HostAnswer);
    }

    private static async Task<ReadyMadeModule> LoadAsync(string file) => new(Signature, await File.ReadAllBytesAsync(file));

    // Threads of their own, so that all of them are there when the first asks.
    private static ModuleLookup[] AskAtOnce(int callers, Func<Task<ModuleLookup>> ask)
    {
        if (callers == 1)
        {
            return [ask().GetAwaiter().GetResult()];
        }

        var lookups = new ModuleLookup[callers];
        using var together = new Barrier(callers);
        var threads = Enumerable.Range(0, callers).Select(i => new Thread(() =>
        {
            together.SignalAndWait();
            lookups[i] = ask().GetAwaiter().GetResult();
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        return lookups;
    }

    private void TakeAllFiles()
    {
        try
        {
            while (true)
            {
                _held.Add(File.OpenRead("/dev/null"));
            }
        }
        catch (IOException)
        {
            // That was the last.
        }
    }

    /// <summary>
    /// Analyses a text as it grows, from a first step to the whole, with parts kept.
    /// </summary>
    /// <returns>Apart by spaces: SHA-256 over all results, how many chunks were kept, how many bundles were refused, how many warnings there were.</returns>
    private async Task<string> GrowAsync(string folder, string keyFile, string wasm, byte[] text, int steps)
    {
        _cache = new ModuleCache(
            new RustCompiler(new ToolchainLocator(new ToolchainOptions()), new CompilerOptions()),
            new ModuleCacheOptions { Folder = folder, KeyFile = keyFile },
            null,
            _logger);
        var module = new ReadyMadeModule(Signature with { HasMerge = true }, await File.ReadAllBytesAsync(wasm));
        var native = (await _cache.GetReadyMadeAsync(module)).Module!;
        var disk = new DiskTier(folder, 64 << 20, SealKey.LoadOrCreate(keyFile), TimeProvider.System, _logger);
        var executor = new WasmExecutor(new ExecutionOptions(), null, new PartCache(disk) { LeastBytes = 0, LeastFuelPerByte = 0, HeadBytes = 8 }) { ChunkBytes = 1_000 };
        using var results = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var kept = 0;
        for (var step = 1; step <= steps; step++)
        {
            var outcome = await executor.ExecuteAsync(native, [AnalysisInput.FromUtf8(text.AsMemory(0, (int)((long)text.Length * step / steps)))]);
            results.AppendData(outcome.Output!.Value.Span);
            results.AppendData(System.Text.Encoding.UTF8.GetBytes($"{outcome.Log} {outcome.FuelUsed} {outcome.MemoryBytes}"));
            kept += outcome.CachedChunks;
        }

        return $"{Convert.ToHexStringLower(results.GetHashAndReset())} {kept} {disk.Refused} {_logger.Warnings.Count}";
    }

    /// <summary>Writes entry after entry, a line each, until nobody listens any more or says to stop.</summary>
    private async Task WriteAsync(string folder, string keyFile, Random random)
    {
        var tier = new DiskTier(folder, 64 << 20, SealKey.LoadOrCreate(keyFile), TimeProvider.System, _logger);
        tier.Start();
        // The console's reader blocks also where it says that it does not.
        var stop = Task.Run(Console.In.ReadLine);
        while (!stop.IsCompleted)
        {
            var native = new byte[random.Next(1, 1 << random.Next(8, 21))];
            random.NextBytes(native);
            var header = new ModuleEntryHeader($"{random.Next(64):x64}", Signature, [], 1, 4, native.Length);
            tier.Write(header, new byte[4], native);
            await Console.Out.WriteLineAsync(header.Key);
            await Console.Out.FlushAsync();
        }
    }
}
