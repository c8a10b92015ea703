using Rlm.Wasm.Execution;
using Rlm.Wasm.Toolchain;
using Rlm.Wasm.Validation;
using Wasmtime;

namespace Rlm.Wasm.Compilation.Modules;

/// <summary>
/// What a module imports and exports: exactly what <c>guest/rlm</c> and <c>guest/template</c> make, by name, kind and type,
/// so that the host finds at run time what it calls.
/// </summary>
internal static class ModuleContract
{
    public const string Memory = "memory";
    public const string Start = "rlm_start";
    public const string Input = "rlm_input";
    public const string Document = "rlm_document";
    public const string Part = "rlm_part";
    public const string Analyze = "rlm_analyze";
    public const string Merge = "rlm_merge";

    private static readonly HashSet<string> Globals = new(StringComparer.Ordinal) { "__data_end", "__heap_base" };

    /// <summary>Functions by the number of their parameters, all i32, and of their results.</summary>
    private static readonly Dictionary<string, (int Parameters, int Results)> Functions = new(StringComparer.Ordinal)
    {
        [Start] = (0, 1),
        [Input] = (1, 1),
        [Document] = (4, 1),
        [Part] = (1, 1),
        [Analyze] = (0, 0),
        [Merge] = (0, 0),
    };

    /// <summary>Why a module is not one that RLM makes of an analysis, or null.</summary>
    public static string? Check(Module module, AnalysisSignature signature)
    {
        if (HostImports.Check(module) is { } import)
        {
            return import;
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var export in module.Exports)
        {
            if (CheckExport(export, signature) is { } problem)
            {
                return problem;
            }

            names.Add(export.Name);
        }

        string[] needed = [Memory, .. Functions.Keys.Where(f => f != Merge || signature.HasMerge)];
        return needed.FirstOrDefault(n => !names.Contains(n)) is { } missing ? $"it does not export {missing}" : null;
    }

    private static string? CheckExport(Export export, AnalysisSignature signature) => export switch
    {
        { Name: Memory } => export is MemoryExport memory ? CheckMemory(memory) : $"it exports {Memory}, which is no memory",
        { Name: Merge } when !signature.HasMerge => $"it exports {Merge}, and the source has no `merge`",
        _ when Functions.TryGetValue(export.Name, out var type) => export is FunctionExport function && IsOf(function, type)
            ? null
            : $"it exports {export.Name} as something else",
        _ when Replacement(export.Name) is { } type => export is FunctionExport function && IsOf(function, type)
            ? null
            : $"it exports {export.Name} as something else",
        _ when Globals.Contains(export.Name) => export is GlobalExport global && global.Kind == ValueKind.Int32 && global.Mutability == Mutability.Immutable
            ? null
            : $"it exports {export.Name} as something else",
        _ => $"it exports {Shown(export.Name)}",
    };

    // What the guest crate puts in the place of functions of the standard library; rustc exports them too.
    private static (int Parameters, int Results)? Replacement(string name) => name switch
    {
        "memcmp" or "bcmp" => (3, 1),
        _ when ByteSearch.IsReplacement(name) => (4, 0),
        _ => null,
    };

    // Threads, and with them shared memories, are off in the engine.
    private static string? CheckMemory(MemoryExport memory) => memory.Is64Bit
        ? "its memory has 64-bit addresses"
        : memory.Maximum is { } most && most < memory.Minimum ? "its memory begins with more than it may have" : null;

    private static bool IsOf(FunctionExport function, (int Parameters, int Results) type) =>
        function.Parameters.Count == type.Parameters && function.Parameters.All(p => p == ValueKind.Int32)
        && function.Results.Count == type.Results && function.Results.All(r => r == ValueKind.Int32);

    // A name is text of the module's and may be long.
    private static string Shown(string name) => name.Length <= 80 ? name : name[..80] + "…";
}
