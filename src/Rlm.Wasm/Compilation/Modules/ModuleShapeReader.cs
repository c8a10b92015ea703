namespace Rlm.Wasm.Compilation.Modules;

/// <summary>
/// Reads the sections of a module far enough to know its <see cref="ModuleShape"/>, in linear time and with memory for what
/// it counts only. It is strict: sections in their order, each read to its last byte, no instruction that it does not know.
/// </summary>
internal static class ModuleShapeReader
{
    private const byte Function = 0x60;

    private static ReadOnlySpan<byte> Header => "\0asm\u0001\0\0\0"u8;

    /// <summary>The shape, or null when the bytes are no module of the kind that is run here.</summary>
    public static ModuleShape? Read(ReadOnlySpan<byte> wasm)
    {
        var module = new WasmReader(wasm);
        if (!module.Bytes((uint)Header.Length).SequenceEqual(Header))
        {
            return null;
        }

        var shape = new ModuleShape();
        TypeArity[] types = [];
        uint[] functions = [];
        var before = 0;
        while (!module.AtEnd)
        {
            var id = module.Byte();
            var section = module.Part();
            if (id == 0)
            {
                continue;
            }

            if (Order(id) <= before)
            {
                return null;
            }

            before = Order(id);
            shape = id switch
            {
                1 => WithTypes(shape, types = ReadTypes(ref section)),
                2 => shape with { Imports = section.Count() },
                3 => shape with { Functions = new FunctionShape[(functions = ReadNumbers(ref section)).Length] },
                4 => shape with { Tables = section.Count() },
                5 => shape with { Memories = section.Count() },
                6 => shape with { Globals = section.Count() },
                7 => shape with { Exports = section.Count() },
                9 => WithElements(shape, ref section),
                10 => shape with { Functions = ReadFunctions(ref section, functions, types) },
                11 => shape with { Segments = shape.Segments + section.Count() },
                _ => shape,
            };
            if (section.IsBroken || (id is 1 or 3 or 10 && !section.AtEnd))
            {
                return null;
            }
        }

        return module.IsBroken ? null : shape;
    }

    // The number of data segments (12) comes before the code; tags (13) come after the memories and are off.
    private static int Order(byte id) => id switch
    {
        <= 9 => id,
        12 => 10,
        10 => 11,
        11 => 12,
        _ => 0,
    };

    private static ModuleShape WithTypes(ModuleShape shape, TypeArity[] types) => shape with
    {
        Types = types.Length,
        MostParameters = types.Select(t => t.Parameters).DefaultIfEmpty().Max(),
        MostResults = types.Select(t => t.Results).DefaultIfEmpty().Max(),
    };

    private static TypeArity[] ReadTypes(ref WasmReader section)
    {
        var types = new TypeArity[section.Count()];
        for (var i = 0; i < types.Length && !section.IsBroken; i++)
        {
            if (section.Byte() != Function)
            {
                section.Break();
            }

            types[i] = new TypeArity(SkipTypes(ref section), SkipTypes(ref section));
        }

        return types;
    }

    private static int SkipTypes(ref WasmReader section)
    {
        var count = section.Count();
        section.Bytes((uint)count);
        return count;
    }

    private static uint[] ReadNumbers(ref WasmReader section)
    {
        var numbers = new uint[section.Count()];
        for (var i = 0; i < numbers.Length && !section.IsBroken; i++)
        {
            numbers[i] = section.Number();
        }

        return numbers;
    }

    // The runtime reads these; here it is enough that there are no more entries than bytes.
    private static ModuleShape WithElements(ModuleShape shape, ref WasmReader section) =>
        shape with { Segments = shape.Segments + section.Count(), ElementBytes = section.Rest };

    private static FunctionShape[] ReadFunctions(ref WasmReader section, uint[] functions, TypeArity[] types)
    {
        var bodies = new FunctionShape[section.Count()];
        if (bodies.Length != functions.Length)
        {
            section.Break();
        }

        for (var i = 0; i < bodies.Length && !section.IsBroken; i++)
        {
            var body = section.Part();
            var bytes = body.Rest;
            var locals = (ulong)(functions[i] < types.Length ? types[functions[i]].Parameters : (int)section.Break());
            for (var groups = body.Count(); groups > 0 && !body.IsBroken; groups--)
            {
                locals += body.Number();
                body.Byte();
            }

            bodies[i] = OperatorReader.Read(ref body, types) with { Bytes = bytes, Locals = (uint)Math.Min(locals, uint.MaxValue) };
            if (body.IsBroken)
            {
                section.Break();
            }
        }

        return bodies;
    }
}
