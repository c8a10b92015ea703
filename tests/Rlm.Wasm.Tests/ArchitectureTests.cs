using System.Reflection;

namespace Rlm.Wasm.Tests;

public sealed class ArchitectureTests
{
    private static readonly Assembly Library = typeof(AnalysisModule).Assembly;

    [Fact]
    public void Nothing_of_the_runtime_is_in_the_public_api()
    {
        const BindingFlags all = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        var leaks =
            from type in Library.GetExportedTypes()
            from member in type.GetMembers(all)
            where IsVisible(member)
            from used in TypesOf(member).Concat(type.GetInterfaces()).Append(type.BaseType)
            where Mentions(used, "Wasmtime")
            select $"{type}.{member.Name}: {used}";
        Assert.Empty(leaks);
    }

    [Fact]
    public void The_library_stands_alone() =>
        Assert.DoesNotContain(Library.GetReferencedAssemblies(), name => name.Name!.StartsWith("Rlm", StringComparison.Ordinal));

    private static bool IsVisible(MemberInfo member) => member switch
    {
        MethodBase method => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly,
        FieldInfo field => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly,
        PropertyInfo property => property.GetAccessors().Length > 0,
        _ => true,
    };

    private static IEnumerable<Type?> TypesOf(MemberInfo member) => member switch
    {
        MethodInfo method => method.GetParameters().Select(p => p.ParameterType).Append(method.ReturnType),
        ConstructorInfo constructor => constructor.GetParameters().Select(p => p.ParameterType),
        FieldInfo field => [field.FieldType],
        PropertyInfo property => [property.PropertyType],
        EventInfo happening => [happening.EventHandlerType!],
        _ => [],
    };

    private static bool Mentions(Type? type, string root) => type is not null
        && (type.Assembly.GetName().Name!.StartsWith(root, StringComparison.Ordinal)
            || (type.HasElementType && Mentions(type.GetElementType(), root))
            || type.GetGenericArguments().Any(argument => argument != type && Mentions(argument, root)));
}
