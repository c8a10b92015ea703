using System.CommandLine;
using System.Text.Json;
using Rlm.Documents;
using Rlm.Runs;
using Rlm.Wasm.Caching;

namespace Rlm.Cli.Cache;

/// <summary>What <c>rlm cache stats --json</c> prints.</summary>
internal sealed record CacheStatsOutput(
    bool Success, string? Folder, int Modules, int PartBundles, long PartBytes, long Bytes, long MaxBytes,
    string? IndexFolder, int Indexes, long IndexBytes, long MaxIndexBytes);

/// <summary>What <c>rlm cache clear --json</c> prints.</summary>
internal sealed record CacheClearOutput(bool Success, int Removed, int RemovedIndexes);

/// <summary>What <c>rlm cache verify --json</c> prints.</summary>
internal sealed record CacheVerifyOutput(bool Success, RunError? Error, int Good, IReadOnlyList<string> Removed);

/// <summary><c>rlm cache stats|clear|verify</c>: the compiled analyses on disk, the results of chunks beside them, and line indexes.</summary>
internal static class CacheCommand
{
    public static Command Create()
    {
        var stats = new Command("stats", "How many compiled analyses, results of chunks and line indexes of large documents there are, and what they take.");
        stats.SetAction(Stats);
        var clear = new Command("clear", "Removes all compiled analyses, results of chunks and line indexes; they are made again when they are needed.");
        clear.SetAction(Clear);
        var verify = new Command("verify", "Checks the seal of every compiled analysis and of the results of chunks, and removes what is not whole.");
        verify.SetAction((parsed, token) => Task.Run(() => Verify(parsed, token), token));
        return new Command("cache", "Looks after the compiled analyses, results of chunks and line indexes on disk.") { stats, clear, verify };
    }

    private static int Stats(ParseResult parsed)
    {
        using var services = Open(parsed);
        var stats = services.Get<ModuleCache>().GetStats();
        var options = services.Settings.Rlm.Cache;
        var documents = services.Settings.Rlm.Documents;
        var (indexes, indexBytes) = services.Get<LineIndexStore>().Measure();
        var result = new CacheStatsOutput(
            true, options.Folder, stats.DiskItems, stats.PartBundles, stats.PartBytes, stats.DiskBytes, options.DiskBytes,
            documents.IndexFolder, indexes, indexBytes, documents.MaxIndexBytes);
        parsed.InvocationConfiguration.Output.WriteLine(parsed.GetValue(CommonOptions.Json)
            ? JsonSerializer.Serialize(result, CliJson.Readable.CacheStatsOutput)
            : $"{result.Modules:N0} compiled analyses, {result.PartBundles:N0} bundles of results of chunks, {result.Bytes:N0} bytes of at most {result.MaxBytes:N0}, in {result.Folder}\n" +
              $"{result.Indexes:N0} line indexes, {result.IndexBytes:N0} bytes of at most {result.MaxIndexBytes:N0}, in {result.IndexFolder}");
        return ExitCode.Done;
    }

    private static int Clear(ParseResult parsed)
    {
        using var services = Open(parsed);
        var removed = services.Get<ModuleCache>().Clear();
        var indexes = services.Get<LineIndexStore>().Clear();
        parsed.InvocationConfiguration.Output.WriteLine(parsed.GetValue(CommonOptions.Json)
            ? JsonSerializer.Serialize(new CacheClearOutput(true, removed, indexes), CliJson.Readable.CacheClearOutput)
            : $"{removed:N0} compiled analyses and bundles of results of chunks, and {indexes:N0} line indexes removed");
        return ExitCode.Done;
    }

    private static int Verify(ParseResult parsed, CancellationToken cancellationToken)
    {
        using var services = Open(parsed);
        var (good, removed) = services.Get<ModuleCache>().Verify(cancellationToken);
        parsed.InvocationConfiguration.Output.WriteLine(parsed.GetValue(CommonOptions.Json)
            ? JsonSerializer.Serialize(new CacheVerifyOutput(
                removed.Count == 0,
                removed.Count == 0 ? null : new RunError("damaged", $"{removed.Count} compiled analyses or bundles of results of chunks were not whole and were removed."),
                good,
                removed), CliJson.Readable.CacheVerifyOutput)
            : $"{good:N0} compiled analyses and bundles of results of chunks are whole{(removed.Count == 0 ? string.Empty : $"; {removed.Count:N0} were not and were removed")}");
        return removed.Count == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    private static CliServices Open(ParseResult parsed) =>
        new(CommonOptions.LoadSettings(parsed), parsed.InvocationConfiguration.Error);
}
