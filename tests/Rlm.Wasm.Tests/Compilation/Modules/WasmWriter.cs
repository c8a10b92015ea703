using System.Text;

namespace Rlm.Wasm.Tests.Compilation.Modules;

/// <summary>Pieces of the binary format, for modules that no compiler would write.</summary>
internal static class WasmWriter
{
    public const byte I32 = 0x7F;
    public const byte I64 = 0x7E;

    public static byte[] Header => [0, 0x61, 0x73, 0x6D, 1, 0, 0, 0];

    public static byte[] Number(long value)
    {
        var bytes = new List<byte>();
        do
        {
            bytes.Add((byte)((value & 0x7F) + (value > 0x7F ? 0x80 : 0)));
            value >>= 7;
        }
        while (value != 0);
        return [.. bytes];
    }

    /// <summary>A signed number, as constants are.</summary>
    public static byte[] Signed(long value)
    {
        var bytes = new List<byte>();
        while (true)
        {
            var low = (byte)(value & 0x7F);
            value >>= 7;
            if ((value == 0 && (low & 0x40) == 0) || (value == -1 && (low & 0x40) != 0))
            {
                return [.. bytes, low];
            }

            bytes.Add((byte)(low | 0x80));
        }
    }

    public static byte[] Text(string text) => Sized(Encoding.UTF8.GetBytes(text));

    public static byte[] Sized(byte[] bytes) => [.. Number(bytes.Length), .. bytes];

    public static byte[] Section(byte id, params byte[][] entries) => [id, .. Sized([.. Number(entries.Length), .. Join(entries)])];

    public static byte[] Type(byte[] parameters, byte[] results) => [0x60, .. Sized(parameters), .. Sized(results)];

    /// <summary>A body with locals of type i32.</summary>
    public static byte[] Body(byte[] code, int locals = 0) =>
        Sized([.. locals == 0 ? [0] : (byte[])[1, .. Number(locals), I32], .. code, 0x0B]);

    public static byte[] Join(IEnumerable<byte[]> parts)
    {
        var all = new List<byte>();
        foreach (var part in parts)
        {
            all.AddRange(part);
        }

        return [.. all];
    }

    public static byte[] Repeat(int times, params byte[] code)
    {
        var all = new byte[times * code.Length];
        for (var i = 0; i < times; i++)
        {
            code.CopyTo(all, i * code.Length);
        }

        return all;
    }

    public static byte[] Repeat(int times, Func<int, byte[]> code) => Join(Enumerable.Range(0, times).Select(code));
}
