using System.Collections.Concurrent;
using Rlm.Wasm.Caching;
using Rlm.Wasm.Validation;

namespace Rlm.ReadyMade;

/// <summary>The modules of the ready-made analyses, embedded in this library.</summary>
internal static class ReadyMadeModules
{
    private static readonly ConcurrentDictionary<string, ReadyMadeModule> Loaded = new(StringComparer.Ordinal);

    /// <summary>The module of an analysis, read once a process.</summary>
    public static ReadyMadeModule Of(ReadyMadeAnalysis analysis) => Loaded.GetOrAdd(
        analysis.File, static (file, a) => new ReadyMadeModule(new AnalysisSignature(a.Parameters, true, []), Read(file)), analysis);

    private static byte[] Read(string file)
    {
        using var stream = typeof(ReadyMadeModules).Assembly.GetManifestResourceStream($"ready-made/{file}.wasm")
            ?? throw new InvalidOperationException($"There is no embedded module {file}.wasm; eng/ready-made.sh makes them.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
