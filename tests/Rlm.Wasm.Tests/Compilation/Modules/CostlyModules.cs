using static Rlm.Wasm.Tests.Compilation.Modules.WasmWriter;

namespace Rlm.Wasm.Tests.Compilation.Modules;

/// <summary>
/// Functions that cost the native compiler far more than their size: each shape makes one of about the given number of
/// pieces, with at most so many locals. A module repeats it.
/// </summary>
internal static class CostlyModules
{
    private static readonly byte[] Nothing = [];

    public static IReadOnlyDictionary<string, Func<int, int, byte[]>> Shapes { get; } = new Dictionary<string, Func<int, int, byte[]>>(StringComparer.Ordinal)
    {
        ["additions"] = (n, _) => Body(Repeat(n, 0x20, 0, 0x41, 1, 0x6A, 0x21, 0)),
        ["loads one from the other"] = (n, _) => Body([0x20, 0, .. Repeat(n, 0x28, 2, 0), 0x1A]),
        ["divisions"] = (n, _) => Body([0x20, 0, .. Repeat(n, 0x20, 0, 0x6E), 0x1A]),
        ["conversions"] = (n, _) => Body(Repeat(n, 0x20, 0, 0xB2, 0xA8, 0x21, 0)),
        ["values that live long"] = (n, _) => Body([.. Repeat(n, i => [0x20, 0, 0x28, 2, .. Number(4 * i)]), .. Repeat(n - 1, 0x6A), 0x1A]),
        ["blocks in blocks"] = (n, _) => Body([.. Repeat(n, 0x02, 0x40), .. Repeat(n, 0x0B)]),
        ["loops in loops"] = (n, _) => Body([.. Repeat(n, 0x03, 0x40), .. Repeat(n, 0x20, 0, 0x0D, 0, 0x0B)]),
        ["loops one after the other"] = (n, _) => Body(Repeat(n, 0x03, 0x40, 0x20, 0, 0x0D, 0, 0x0B)),
        ["loops over locals"] = (n, locals) => Body(
            Repeat(n, i => [0x03, 0x40, 0x20, .. Number(i % locals), 0x41, 1, 0x6A, 0x21, .. Number(i * 7 % locals), 0x20, .. Number(i * 13 % locals), 0x0D, 0, 0x0B]), locals),
        ["loops across which locals live"] = (n, locals) => Body(
            [
                .. Repeat(locals, i => [0x20, 0, 0x28, 2, .. Number(4 * i), 0x21, .. Number(i + 1)]),
                .. Repeat(n, 0x03, 0x40, 0x20, 0, 0x0D, 0, 0x0B),
                .. Repeat(locals, i => [0x20, 0, 0x20, .. Number(i + 1), 0x36, 2, .. Number(4 * i)]),
            ],
            locals),
        ["loops across which the stack lives"] = (n, locals) => Body(
            [.. Repeat(locals, i => [0x20, 0, 0x28, 2, .. Number(4 * i)]), .. Repeat(n, 0x03, 0x40, 0x20, 0, 0x0D, 0, 0x0B), .. Repeat(locals - 1, 0x6A), 0x1A]),
        ["loops across which sums live"] = (n, locals) => Body(
            [
                .. Repeat(locals, i => [0x20, 0, 0x20, 0, 0x41, .. Signed(i * 77_777), 0x6C, 0x36, 2, 0]),
                .. Repeat(n, 0x03, 0x40, 0x20, 0, 0x0D, 0, 0x0B),
                .. Repeat(locals, i => [0x20, 0, 0x20, 0, 0x41, .. Signed(i * 77_777), 0x6C, 0x36, 2, 0]),
            ]),
        ["branches over locals"] = (n, locals) => Body(
            Repeat(n, i => [0x20, 0, 0x04, 0x40, 0x20, .. Number(i % locals), 0x20, .. Number(i * 31 % locals), 0x6A, 0x21, .. Number(i * 7 % locals), 0x0B]), locals),
        ["branches over locals in a loop"] = (n, locals) => Body(
            [
                0x03, 0x40,
                .. Repeat(n, i => [0x20, 0, 0x04, 0x40, 0x20, .. Number(i % locals), 0x20, .. Number(i * 31 % locals), 0x6A, 0x21, .. Number(i * 7 % locals), 0x0B]),
                0x20, 0, 0x0D, 0, 0x0B,
            ],
            locals),
        ["branches out of blocks over locals"] = (n, locals) => Body(
            [
                .. Repeat(Math.Min(n, 200), 0x02, 0x40),
                .. Repeat(n, i => [0x20, .. Number(i % locals), 0x28, 2, 0, 0x22, .. Number(i * 7 % locals), 0x0D, .. Number(i % Math.Min(n, 200))]),
                .. Repeat(Math.Min(n, 200), i => [0x0B, 0x20, 0, 0x20, .. Number(i % locals), 0x36, 2, 0]),
            ],
            locals),
        ["one table of many branches"] = (n, _) => Body([0x02, 0x40, 0x20, 0, 0x0E, .. Number(n), .. new byte[n + 1], 0x0B]),
        ["tables of branches"] = (n, locals) => Tables(n, 100, locals),
        ["tables of branches far out"] = (n, locals) => Tables(n, 1_000, locals),
        ["calls"] = (n, _) => Body(Repeat(n, 0x20, 0, 0x10, 0)),
        ["calls across which locals live"] = (n, locals) => Body(
            [
                .. Repeat(locals, i => [0x20, 0, 0x28, 2, .. Number(4 * i), 0x21, .. Number(i + 1)]),
                .. Repeat(n, 0x20, 0, 0x10, 0),
                .. Repeat(locals, i => [0x20, 0, 0x20, .. Number(i + 1), 0x36, 2, .. Number(4 * i)]),
            ],
            locals),
        ["calls with many values"] = (n, _) => Body(Repeat(n, [.. Repeat(Wide, 0x20, 0), 0x10, 1, .. Repeat(Wide, 0x1A)])),
        ["calls through a table"] = (n, _) => Body(Repeat(n, 0x20, 0, 0x20, 0, 0x11, 0, 0)),
        ["blocks with values"] = (n, _) => Body([.. Repeat(Wide, 0x20, 0), .. Repeat(n, 0x02, 1, 0x20, 0, 0x0D, 0, 0x0B), .. Repeat(Wide, 0x1A)]),
        ["loops with values"] = (n, _) => Body([.. Repeat(Wide, 0x20, 0), .. Repeat(n, 0x03, 1, 0x20, 0, 0x0D, 0, 0x0B), .. Repeat(Wide, 0x1A)]),
        ["globals"] = (n, _) => Body(Repeat(n, 0x23, 0, 0x41, 1, 0x6A, 0x24, 0)),
        ["fills"] = (n, _) => Body(Repeat(n, 0x20, 0, 0x20, 0, 0x20, 0, 0xFC, 0x0B, 0)),
        ["growth"] = (n, _) => Body(Repeat(n, 0x20, 0, 0x40, 0, 0x1A)),
        ["growth and tables"] = (n, _) => Body(Repeat(n, 0x20, 0, 0x25, 0, 0x20, 0, 0xFC, 0x0F, 0, 0x1A)),
        ["vectors"] = (n, _) => Body(Repeat(n, 0x20, 0, 0x20, 0, 0xFD, 0, 4, 0, 0x20, 0, 0xFD, 0, 4, 16, 0xFD, 0xBA, 1, 0xFD, 11, 4, 32)),
        ["nothing"] = (_, _) => Body(Nothing),
    };

    private const int Wide = 2;

    /// <summary>A module with one memory and one table, and the function so many times.</summary>
    public static byte[] Module(byte[] body, int times, string export = "analyze") =>
    [
        .. Header,
        .. Section(1, Type([I32], []), Type([.. Enumerable.Repeat(I32, Wide)], [.. Enumerable.Repeat(I32, Wide)])),
        .. Section(3, [.. Enumerable.Range(0, times + 2).Select(i => new byte[] { (byte)(i == 1 ? 1 : 0) })]),
        .. Section(4, [0x70, 0, 10]),
        .. Section(5, [0, 1]),
        .. Section(6, [I32, 1, 0x41, 0, 0x0B]),
        .. Section(7, [.. Text("memory"), 2, 0], [.. Text(export), 0, 2]),
        .. Section(10, [Body(Nothing), Body(Repeat(Wide, i => [0x20, (byte)i])), .. Enumerable.Repeat(body, times)]),
    ];

    private static byte[] Tables(int targets, int depth, int locals)
    {
        depth = Math.Min(depth, targets);
        byte[] table = [0x20, 0, 0x0E, .. Number(depth - 1), .. Repeat(depth, i => Number(i))];
        return Body(
            [
                .. Repeat(depth, 0x02, 0x40),
                .. Repeat(targets / depth, i => [0x20, 0, 0x28, 2, 0, 0x21, .. Number(i % locals), 0x02, 0x40, .. table, 0x0B]),
                .. Repeat(depth, i => [0x0B, 0x20, 0, 0x20, .. Number(i % locals), 0x36, 2, 0]),
            ],
            locals);
    }
}
