namespace Rlm.Wasm.Compilation.Modules;

/// <summary>What the native compiler's time and memory grow with in one function.</summary>
internal record struct FunctionShape
{
    /// <summary>Bytes of the body.</summary>
    public int Bytes { get; set; }

    /// <summary>Parameters and locals.</summary>
    public uint Locals { get; set; }

    /// <summary>Blocks of any kind and conditional branches: places where control flow parts or joins.</summary>
    public int Joins { get; set; }

    /// <summary>Loops; each is a check of fuel and of the epoch, with a call each.</summary>
    public int Loops { get; set; }

    /// <summary>Targets of all <c>br_table</c> together.</summary>
    public int Targets { get; set; }

    /// <summary>Calls of functions by their number.</summary>
    public int Calls { get; set; }

    /// <summary>Calls through a table, and instructions that are calls into the runtime: growth, bulk memory, tables.</summary>
    public int FarCalls { get; set; }
}
