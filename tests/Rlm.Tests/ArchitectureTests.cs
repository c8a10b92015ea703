using System.Reflection;

namespace Rlm.Tests;

public sealed class ArchitectureTests
{
    private static readonly Assembly Wasm = typeof(Rlm.Wasm.WasmError).Assembly;
    private static readonly Assembly Rlm = typeof(Rlm.Runs.RlmRunner).Assembly;

    [Fact]
    public void References_run_one_way()
    {
        Assert.DoesNotContain(References(Wasm), name => name.StartsWith("Rlm", StringComparison.Ordinal));
        Assert.Equal(["Rlm.Wasm"], References(Rlm).Where(name => name.StartsWith("Rlm", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_bottom_knows_no_models() =>
        Assert.DoesNotContain(References(Wasm), name => name.StartsWith("Microsoft.Extensions.AI", StringComparison.Ordinal));

    [Fact]
    public void The_engine_is_not_seen_from_outside()
    {
        var seen = Wasm.GetExportedTypes().SelectMany(Surface).Concat(Rlm.GetExportedTypes().SelectMany(Surface));
        Assert.DoesNotContain(seen, type => type.Namespace?.StartsWith("Wasmtime", StringComparison.Ordinal) == true);
    }

    [Fact]
    public void Only_the_cluster_knows_Orleans() =>
        Assert.DoesNotContain(References(Rlm).Concat(References(Wasm)), name => name.StartsWith("Orleans", StringComparison.Ordinal));

    private static IEnumerable<string> References(Assembly assembly) => assembly.GetReferencedAssemblies().Select(a => a.Name!);

    /// <summary>Every type that a public type shows: bases, members, parameters, and what they are made of.</summary>
    private static IEnumerable<Type> Surface(Type type)
    {
        const BindingFlags shown = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        var own = type.GetInterfaces().Append(type.BaseType ?? typeof(object));
        var members = type.GetMembers(shown).SelectMany(member => member switch
        {
            MethodBase method => method.GetParameters().Select(p => p.ParameterType).Append((method as MethodInfo)?.ReturnType ?? typeof(void)),
            PropertyInfo property => [property.PropertyType],
            FieldInfo field => [field.FieldType],
            EventInfo happening => [happening.EventHandlerType!],
            _ => Type.EmptyTypes,
        });
        return own.Concat(members).SelectMany(Parts);
    }

    private static IEnumerable<Type> Parts(Type type) =>
        type.GetGenericArguments().SelectMany(Parts).Append(type.HasElementType ? type.GetElementType()! : type);
}
