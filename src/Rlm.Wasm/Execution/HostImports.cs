using Wasmtime;

namespace Rlm.Wasm.Execution;

/// <summary>The functions that a module may import, by name and type. There are no others, and no other kind of import.</summary>
internal static class HostImports
{
    private const string ModuleName = "rlm";
    private const string CallName = "call";
    private const string TakeName = "take";

    private static readonly ValueKind[] CallParameters = [ValueKind.Int32, ValueKind.Int32, ValueKind.Int32, ValueKind.Int32];
    private static readonly ValueKind[] TakeParameters = [ValueKind.Int32, ValueKind.Int32];
    private static readonly ValueKind[] Result = [ValueKind.Int32];

    /// <summary>Why a module may not have its imports, or null.</summary>
    public static string? Check(Module module)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var import in module.Imports)
        {
            if (import.ModuleName != ModuleName || import is not FunctionImport function || ParametersOf(import.Name) is not { } parameters)
            {
                return $"it imports {import.ModuleName}.{import.Name}";
            }

            if (!function.Parameters.SequenceEqual(parameters) || !function.Results.SequenceEqual(Result))
            {
                return $"it imports {import.ModuleName}.{import.Name} with another type";
            }

            if (!seen.Add(import.Name))
            {
                return $"it imports {import.ModuleName}.{import.Name} twice";
            }
        }

        return null;
    }

    /// <summary>What a checked module imports, in its order.</summary>
    public static object[] Bind(Store store, Module module, HostPort port) =>
        [.. module.Imports.Select(import => import.Name == CallName ? Call(store, port) : Take(store, port))];

    // Untyped, so that no generic types are made at run time, which a native program could not do.
    private static Function Call(Store store, HostPort port) => Function.FromCallback(
        store,
        (caller, arguments, results) => results[0] = port.Call(
            arguments[0].AsInt32(), (uint)arguments[1].AsInt32(), (uint)arguments[2].AsInt32(), (uint)arguments[3].AsInt32()),
        CallParameters,
        Result);

    private static Function Take(Store store, HostPort port) => Function.FromCallback(
        store,
        (caller, arguments, results) => results[0] = port.Take((uint)arguments[0].AsInt32(), (uint)arguments[1].AsInt32()),
        TakeParameters,
        Result);

    private static ValueKind[]? ParametersOf(string name) => name switch
    {
        CallName => CallParameters,
        TakeName => TakeParameters,
        _ => null,
    };
}
