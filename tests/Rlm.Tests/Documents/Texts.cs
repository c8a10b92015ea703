using System.Text;
using CsCheck;
using Rlm.Documents;

namespace Rlm.Tests.Documents;

/// <summary>Texts for properties: short, with every width of character, white space of every kind and many newlines.</summary>
internal static class Texts
{
    private static readonly string[] Pieces =
    [
        "a", "b", "word", " ", "  ", "\n", "\n", "\r\n", "\t", "\v", "\f", "é", "ß", "\u0085", "\u00A0", "\u1680", "\u2003",
        "\u2019", "\u2028", "\u2029", "\u202F", "\u205F", "\u3000", "\u3042", "漢", "😀", "\U0001F468\u200D\U0001F469",
        "\0", "\x1c", "\uFEFF", new('x', 70), new(' ', 65), new('\n', 3),
    ];

    public static Gen<string> Any { get; } = Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]).Array[0, 60].Select(string.Concat);

    public static Gen<int> Window { get; } = Gen.Int[4, 200];

    public static byte[] Bytes(Text text)
    {
        var bytes = new byte[text.Length];
        text.Read(0, bytes);
        return bytes;
    }

    public static string String(Text text) => Encoding.UTF8.GetString(Bytes(text));

    /// <summary>Lines with their newlines.</summary>
    public static List<string> Lines(string text)
    {
        var lines = new List<string>();
        for (var start = 0; start < text.Length;)
        {
            var newline = text.IndexOf('\n', start);
            var end = newline < 0 ? text.Length : newline + 1;
            lines.Add(text[start..end]);
            start = end;
        }

        return lines;
    }

    /// <summary>What Python's slices mean.</summary>
    public static List<T> Slice<T>(List<T> items, long start, long? end)
    {
        var from = Math.Clamp(start < 0 ? start + items.Count : start, 0, items.Count);
        var to = Math.Clamp(end is null ? items.Count : end < 0 ? end.Value + items.Count : end.Value, 0, items.Count);
        return from < to ? items.GetRange((int)from, (int)(to - from)) : [];
    }
}
