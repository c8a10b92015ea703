using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Rlm.ReadyMade;
using Rlm.Testing;
using Rlm.Wasm.Compilation;

namespace Rlm.Tests.ReadyMade;

/// <summary>The committed modules, what they are made from, and the pipeline that makes them.</summary>
internal static class ShippedModules
{
    /// <summary>Set by <c>eng/ready-made.sh</c>: the modules are written instead of compared.</summary>
    public static bool Write { get; } = Environment.GetEnvironmentVariable("RLM_WRITE_READY_MADE") == "1";

    public static IReadOnlyList<string> Files { get; } = [.. ReadyMadeCatalog.All.Select(a => a.File).Distinct()];

    private static readonly ConcurrentDictionary<string, Lazy<Task<CompiledAnalysis>>> Compiled = new(StringComparer.Ordinal);

    private static string ManifestPath => PathOf("manifest.json");

    public static string PathOf(string name) => Repository.PathOf("src", "Rlm", "ReadyMade", name);

    public static JsonObject ReadManifest() => JsonNode.Parse(File.ReadAllText(ManifestPath))!.AsObject();

    /// <summary>Compiles a source as every analysis is compiled, once a process.</summary>
    public static Task<CompiledAnalysis> CompileAsync(string file) => Compiled.GetOrAdd(file, f => new Lazy<Task<CompiledAnalysis>>(() => CompileNowAsync(f))).Value;

    private static async Task<CompiledAnalysis> CompileNowAsync(string file)
    {
        // A busy machine may take longer than users are to wait.
        var compiler = new RustCompiler(Sandbox.Locator, new CompilerOptions { Timeout = TimeSpan.FromMinutes(5) });
        var result = await compiler.CompileAsync(await File.ReadAllTextAsync(SourceOf(file)));
        return result.Analysis ?? throw new InvalidOperationException($"{file}.rs: {result.Error!.Message}");
    }

    public static async Task WriteAllAsync()
    {
        var toolchain = await TestToolchain.GetAsync();
        var modules = new JsonObject();
        foreach (var file in Files)
        {
            var analysis = await CompileAsync(file);
            await File.WriteAllBytesAsync(PathOf(file + ".wasm"), analysis.Wasm.ToArray());
            modules[file] = Describe(file, analysis.Wasm.Span);
        }

        var manifest = new JsonObject { ["rustc"] = toolchain.Version, ["modules"] = modules };
        await File.WriteAllTextAsync(ManifestPath, manifest.ToJsonString(new() { WriteIndented = true }) + "\n");
    }

    /// <summary>What the manifest says of a module.</summary>
    public static JsonObject Describe(string file, ReadOnlySpan<byte> wasm) => new()
    {
        ["bytes"] = wasm.Length,
        ["wasm_sha256"] = Convert.ToHexStringLower(SHA256.HashData(wasm)),
        ["sources_sha256"] = HashSources(file),
    };

    // The guest crate is part of every module, and the host's other side of what it speaks.
    private static string HashSources(string file)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var guest = Directory.GetFiles(Repository.PathOf("guest", "rlm", "src"), "*.rs").Order(StringComparer.Ordinal);
        foreach (var path in guest.Append(Repository.PathOf("guest", "template", "entry.rs")).Append(SourceOf(file)))
        {
            var text = File.ReadAllText(path).ReplaceLineEndings("\n");
            hash.AppendData(Encoding.UTF8.GetBytes($"{Path.GetFileName(path)}\0{text}\0"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static string SourceOf(string file) => Repository.PathOf("guest", "analyses", file + ".rs");
}
