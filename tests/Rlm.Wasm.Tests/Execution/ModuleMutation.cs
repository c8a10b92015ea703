namespace Rlm.Wasm.Tests.Execution;

/// <summary>Changes a module by chance, so that some of what comes out is still one. The same seed makes the same changes.</summary>
internal static class ModuleMutation
{
    private const int HeaderBytes = 8;
    private const byte CodeSection = 10;

    /// <summary>Instructions that may stand for each other as far as types go: then the change survives validation.</summary>
    private static readonly (byte First, byte Last)[] Alike =
    [
        (0x46, 0x4F), (0x51, 0x5A), (0x67, 0x69), (0x6A, 0x78), (0x79, 0x7B), (0x7C, 0x8A), (0x92, 0x98), (0xA0, 0xA6),
        (0x2C, 0x2F), (0x30, 0x35), (0x3A, 0x3B), (0x0C, 0x0D),
    ];

    private static readonly byte[][] Numbers =
    [
        [0], [0x7F], [0xFF, 0xFF, 0xFF, 0xFF, 0x0F], [0x80, 0x80, 0x80, 0x80, 0x08], [0x80, 0x80, 0x04], [0xFF, 0xFF, 0x03], [0x80, 0x00],
        [0xFF, 0xFF, 0xFF, 0xFF, 0xFF], [0x80, 0x80, 0x80, 0x80, 0x80, 0x00],
    ];

    public static byte[] Mutate(byte[] wasm, Random random)
    {
        var changed = wasm;
        for (var times = 1 + random.Next(3); times > 0 && changed.Length > HeaderBytes; times--)
        {
            changed = Once(changed, random);
        }

        return changed;
    }

    private static byte[] Once(byte[] wasm, Random random)
    {
        var at = random.Next(wasm.Length);
        return random.Next(16) switch
        {
            0 => With(wasm, at, (byte)(wasm[at] ^ (1 << random.Next(8)))),
            1 => With(wasm, at, (byte)random.Next(256)),
            2 => wasm[..at],
            3 => [.. wasm[..at], .. Piece(wasm, random), .. wasm[at..]],
            4 => [.. wasm[..at], .. wasm[Math.Min(wasm.Length, at + 1 + random.Next(8))..]],
            5 => [.. wasm[..at], .. Numbers[random.Next(Numbers.Length)], .. wasm[(at + 1)..]],
            6 => Sections(wasm, random),
            7 => InCode(wasm, random, (code, place) => With(code, place, (byte)random.Next(256))),
            8 => InCode(wasm, random, (code, place) => With(code, place, Numbers[random.Next(3)][0])),
            9 => InCode(wasm, random, (code, place) => With(code, place, (byte)(code[place] + (random.Next(2) == 0 ? 1 : -1)))),
            _ => InCode(wasm, random, (code, place) => LikeIt(code, place, random)),
        };
    }

    private static byte[] With(byte[] bytes, int at, byte value)
    {
        byte[] changed = [.. bytes];
        changed[at] = value;
        return changed;
    }

    private static byte[] Piece(byte[] wasm, Random random)
    {
        var from = random.Next(wasm.Length);
        return wasm[from..Math.Min(wasm.Length, from + 1 + random.Next(32))];
    }

    // From a place on, the next instruction that has others of its type.
    private static byte[] LikeIt(byte[] wasm, int place, Random random)
    {
        for (var at = place; at < wasm.Length; at++)
        {
            var group = Array.Find(Alike, a => wasm[at] >= a.First && wasm[at] <= a.Last);
            if (group.Last != 0)
            {
                return With(wasm, at, (byte)random.Next(group.First, group.Last + 1));
            }
        }

        return wasm;
    }

    private static byte[] InCode(byte[] wasm, Random random, Func<byte[], int, byte[]> change)
    {
        var code = SectionsOf(wasm).Find(s => wasm[s.Start] == CodeSection);
        return code.End - code.Start > 4 ? change(wasm, random.Next(code.Start + 3, code.End)) : change(wasm, random.Next(wasm.Length));
    }

    /// <summary>A section twice, one less, two in another order, or one of another kind.</summary>
    private static byte[] Sections(byte[] wasm, Random random)
    {
        var sections = SectionsOf(wasm).ConvertAll(s => wasm[s.Start..s.End]);
        if (sections.Count < 2)
        {
            return wasm;
        }

        var (one, other) = (random.Next(sections.Count), random.Next(sections.Count));
        switch (random.Next(4))
        {
            case 0:
                sections.Insert(other, sections[one]);
                break;
            case 1:
                sections.RemoveAt(one);
                break;
            case 2:
                (sections[one], sections[other]) = (sections[other], sections[one]);
                break;
            default:
                sections[one] = With(sections[one], 0, (byte)random.Next(14));
                break;
        }

        return [.. wasm[..HeaderBytes], .. sections.SelectMany(s => s)];
    }

    private static List<(int Start, int End)> SectionsOf(byte[] wasm)
    {
        var sections = new List<(int, int)>();
        for (var at = HeaderBytes; at + 1 < wasm.Length;)
        {
            var start = at++;
            var length = 0L;
            for (var shift = 0; shift < 35 && at < wasm.Length; shift += 7)
            {
                length |= (long)(wasm[at] & 0x7F) << shift;
                if (wasm[at++] < 0x80)
                {
                    break;
                }
            }

            at = (int)Math.Min(wasm.Length, at + length);
            sections.Add((start, at));
        }

        return sections;
    }
}
