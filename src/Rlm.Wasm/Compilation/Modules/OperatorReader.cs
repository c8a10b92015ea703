namespace Rlm.Wasm.Compilation.Modules;

/// <summary>
/// Passes over the instructions of a function and counts what costs the native compiler. It checks no types, which the
/// runtime does; it only has to find where each instruction ends, so an instruction that it does not know is an error.
/// </summary>
internal static class OperatorReader
{
    private const int Int32Bytes = 5;
    private const int Int64Bytes = 10;
    private const int MaxBlockParameters = 2;
    private const uint MemoryIndexFollows = 1 << 6;

    /// <summary>Reads a body up to its end; a broken reader means that it is none.</summary>
    public static FunctionShape Read(ref WasmReader code, ReadOnlySpan<TypeArity> types)
    {
        var shape = default(FunctionShape);
        while (!code.AtEnd)
        {
            Read(ref code, types, ref shape);
        }

        return shape;
    }

    private static void Read(ref WasmReader code, ReadOnlySpan<TypeArity> types, ref FunctionShape shape)
    {
        var operation = code.Byte();
        switch (operation)
        {
            case 0x02 or 0x03 or 0x04: // block, loop, if
                shape.Joins++;
                shape.Loops += operation == 0x03 ? 1 : 0;
                BlockType(ref code, types);
                break;
            case 0x05: // else
                shape.Joins++;
                break;
            case 0x0C or 0x0D: // br, br_if
                shape.Joins++;
                code.Number();
                break;
            case 0x0E: // br_table
                var targets = code.Count();
                shape.Joins++;
                shape.Targets += targets + 1;
                for (var i = 0; i <= targets && !code.IsBroken; i++)
                {
                    code.Number();
                }

                break;
            case 0x10: // call
                shape.Calls++;
                code.Number();
                break;
            case 0x11: // call_indirect
                shape.FarCalls++;
                code.Number();
                code.Number();
                break;
            case 0x1C: // select with types
                code.Bytes(code.Number());
                break;
            case (>= 0x20 and <= 0x24) or 0xD2: // locals, globals, ref.func
                code.Number();
                break;
            case 0x25 or 0x26: // table.get, table.set
                shape.FarCalls++;
                code.Number();
                break;
            case >= 0x28 and <= 0x3E: // loads and stores
                MemoryPlace(ref code);
                break;
            case 0x3F: // memory.size
                code.Number();
                break;
            case 0x40: // memory.grow
                shape.FarCalls++;
                code.Number();
                break;
            case 0x41:
                code.Skip(Int32Bytes);
                break;
            case 0x42:
                code.Skip(Int64Bytes);
                break;
            case 0x43:
                code.Bytes(sizeof(float));
                break;
            case 0x44:
                code.Bytes(sizeof(double));
                break;
            case 0xD0: // ref.null
                code.Skip(Int32Bytes);
                break;
            case 0xFC:
                ReadBulk(ref code, ref shape);
                break;
            case 0xFD:
                ReadVector(ref code);
                break;
            case 0x00 or 0x01 or 0x0B or 0x0F or 0x1A or 0x1B or (>= 0x45 and <= 0xC4) or 0xD1:
                break;
            default:
                code.Break();
                break;
        }
    }

    private static void BlockType(ref WasmReader code, ReadOnlySpan<TypeArity> types)
    {
        // Nothing, one value of a type, or the index of a function type: a signed number, whose negatives are types.
        var first = code.Byte();
        if (first is >= 0x40 and < 0x80)
        {
            return;
        }

        var index = (uint)(first & 0x7F);
        for (var shift = 7; first >= 0x80 && shift < 35; shift += 7)
        {
            first = code.Byte();
            index |= (uint)(first & 0x7F) << shift;
        }

        // A block that takes many values moves them all at every branch to it, for two bytes of code.
        if (first >= 0x40 || index >= (uint)types.Length || types[(int)index].Parameters > MaxBlockParameters)
        {
            code.Break();
        }
    }

    private static void MemoryPlace(ref WasmReader code)
    {
        if (code.Number() >= MemoryIndexFollows)
        {
            code.Break();
        }

        code.Number();
    }

    private static void ReadBulk(ref WasmReader code, ref FunctionShape shape)
    {
        var operation = code.Number();
        switch (operation)
        {
            case <= 7: // conversions that saturate
                return;
            case 8 or 10 or 12 or 14: // init and copy
                code.Number();
                code.Number();
                break;
            case <= 17:
                code.Number();
                break;
            default:
                code.Break();
                break;
        }

        shape.FarCalls++;
    }

    private static void ReadVector(ref WasmReader code)
    {
        var operation = code.Number();
        switch (operation)
        {
            case <= 11 or 92 or 93: // loads and a store
                MemoryPlace(ref code);
                break;
            case 12 or 13: // a constant, a shuffle
                code.Bytes(16);
                break;
            case >= 21 and <= 34: // lanes
                code.Byte();
                break;
            case >= 84 and <= 91: // loads and stores of lanes
                MemoryPlace(ref code);
                code.Byte();
                break;
            case > 255: // the relaxed ones are off
                code.Break();
                break;
        }
    }
}

/// <summary>How many values a function type takes and gives.</summary>
internal readonly record struct TypeArity(int Parameters, int Results);
