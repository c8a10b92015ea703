namespace Rlm.Bench.Peers.Python;

/// <summary>CPython as WebAssembly in node, from npm.</summary>
internal sealed class PyodidePeer() : WorkerPeer("pyodide")
{
    private const string Package = "pyodide@314.0.7";

    private static readonly string Folder = Path.Combine(Places.Work, "pyodide", "node_modules", "pyodide");

    public override async Task<string?> PrepareAsync(IReadOnlyList<BenchAnalysis> analyses)
    {
        if (!File.Exists(Path.Combine(Folder, "package.json")))
        {
            var prefix = Directory.CreateDirectory(Path.Combine(Places.Work, "pyodide")).FullName;
            var (_, errors, exit) = await Tool.RunAsync("npm", ["install", "--prefix", prefix, "--no-audit", "--no-fund", Package], prefix);
            if (exit != 0)
            {
                return $"{Package} could not be installed: {Tool.LastLine(errors)}";
            }
        }

        return await base.PrepareAsync(analyses);
    }

    protected override string Describe(string python) => $"{Package} (Python {python}) in node";

    protected override (string Program, IReadOnlyList<string> Arguments) Command() =>
        ("node", [Path.Combine(Places.Root, "bench", "peers", "pyodide.mjs"), Folder, Places.Root]);
}
