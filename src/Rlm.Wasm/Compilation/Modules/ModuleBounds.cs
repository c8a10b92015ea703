namespace Rlm.Wasm.Compilation.Modules;

/// <summary>
/// What a module may be made of, so that making native code of it takes seconds and bounded memory: that work cannot be
/// interrupted, and some of it grows with the square of what a function holds. A function of 64 KiB that only grows its
/// memory took 19 s, blocks that take a hundred values each took more than 5 GB. The largest module with all crates stays
/// under a fifth of most of the bounds, and under half of every one; <c>ModuleBoundsTests</c> holds both ends.
/// </summary>
internal static class ModuleBounds
{
    /// <summary>A module with all optional crates has about 1 MB.</summary>
    public const int MaxWasmBytes = 8 << 20;

    public const int MaxCodeBytes = 1_280 << 10;
    public const int MaxFunctionBytes = 256 << 10;
    public const int MaxFunctions = 10_000;
    public const int MaxLocals = 500;
    public const int MaxLoops = 500;
    public const int MaxJoins = 10_000;
    public const int MaxTargets = 4_000;
    public const int MaxFarCalls = 1_000;

    /// <summary>Over all functions.</summary>
    public const int MaxTargetsInAll = 20_000;

    /// <summary>Over all functions.</summary>
    public const int MaxFarCallsInAll = 5_000;

    /// <summary>Over all functions, loops times the locals that each may carry (and what it costs without any).</summary>
    public const long MaxLoopLocals = 1_000_000;

    /// <summary>Over all functions, as <see cref="MaxLoopLocals"/>.</summary>
    public const long MaxJoinLocals = 5_000_000;

    private const int MaxParameters = 64;
    private const int MaxResults = 2;
    private const int MaxEntries = 1_000;
    private const int MaxElementBytes = 400_000;
    private const int OfEachLoop = 64;
    private const int OfEachJoin = 32;

    /// <summary>Why a module is not made native, and the way out; null when it may be.</summary>
    public static string? Check(ReadOnlySpan<byte> wasm)
    {
        if (wasm.Length > MaxWasmBytes)
        {
            return $"it has {wasm.Length:N0} bytes, more than {MaxWasmBytes:N0}: use smaller tables and fewer generic types";
        }

        return ModuleShapeReader.Read(wasm) is { } shape
            ? CheckParts(shape) ?? CheckFunctions(shape.Functions)
            : "it is not a valid module of the WebAssembly that is run here (no threads, exceptions, tail calls, GC types, or blocks that take more than 2 values)";
    }

    private static string? CheckParts(ModuleShape shape) =>
        Over("types", shape.Types, MaxEntries)
        ?? Over("parameters in one function", shape.MostParameters, MaxParameters)
        ?? Over("results in one function", shape.MostResults, MaxResults)
        ?? Over("imports", shape.Imports, MaxEntries)
        ?? Over("tables", shape.Tables, MaxEntries)
        ?? Over("globals", shape.Globals, MaxEntries)
        ?? Over("exports", shape.Exports, MaxEntries)
        ?? Over("segments", shape.Segments, MaxEntries)
        ?? Over("bytes of elements", shape.ElementBytes, MaxElementBytes)
        ?? Over("functions", shape.Functions.Count, MaxFunctions);

    private static string? CheckFunctions(IReadOnlyList<FunctionShape> functions)
    {
        const string split = ": split it into functions that are not inlined, or use a loop over a table";
        long bytes = 0, targets = 0, far = 0, loopLocals = 0, joinLocals = 0;
        foreach (var function in functions)
        {
            if ((Over("bytes", function.Bytes, MaxFunctionBytes)
                ?? Over("local variables", function.Locals, MaxLocals)
                ?? Over("loops", function.Loops, MaxLoops)
                ?? Over("branches", function.Joins, MaxJoins)
                ?? Over("cases of a `match`", function.Targets, MaxTargets)
                ?? Over("indirect calls", function.FarCalls, MaxFarCalls)) is { } over)
            {
                return $"in one of its functions {over}{split}";
            }

            bytes += function.Bytes;
            targets += function.Targets;
            far += function.FarCalls;
            loopLocals += function.Loops * (long)(function.Locals + OfEachLoop);
            joinLocals += function.Joins * (long)(function.Locals + OfEachJoin);
        }

        return (Over("bytes of code", bytes, MaxCodeBytes)
            ?? Over("cases of a `match`", targets, MaxTargetsInAll)
            ?? Over("indirect calls", far, MaxFarCallsInAll)
            ?? Over("loops times local variables", loopLocals, MaxLoopLocals)
            ?? Over("branches times local variables", joinLocals, MaxJoinLocals)) is { } all
            ? $"{all}: use fewer generic types, fewer crates, and functions instead of repeated code"
            : null;
    }

    private static string? Over(string what, long count, long limit) =>
        count > limit ? $"there are {count:N0} {what}, more than {limit:N0}" : null;
}
