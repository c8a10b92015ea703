namespace Rlm.Wasm.Compilation.Modules;

/// <summary>What a module is made of, as numbers; <see cref="ModuleShapeReader"/> reads it from the bytes.</summary>
internal sealed record ModuleShape
{
    public int Types { get; init; }

    /// <summary>Most values that one function type takes.</summary>
    public int MostParameters { get; init; }

    /// <summary>Most values that one function type gives.</summary>
    public int MostResults { get; init; }

    public int Imports { get; init; }

    public int Tables { get; init; }

    public int Memories { get; init; }

    public int Globals { get; init; }

    public int Exports { get; init; }

    public int Segments { get; init; }

    /// <summary>Bytes of the element segments; an entry has at least one.</summary>
    public int ElementBytes { get; init; }

    /// <summary>The functions of the module itself, in order.</summary>
    public IReadOnlyList<FunctionShape> Functions { get; init; } = [];
}
