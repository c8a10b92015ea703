using System.Globalization;
using System.Text;

namespace Rlm.Documents.Formats;

/// <summary>Numbers as lists write them.</summary>
internal static class Numeral
{
    private static readonly (int Value, string Sign)[] Roman =
    [
        (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
    ];

    /// <param name="number">Any number; letters and Roman ones exist for few, the others stay digits.</param>
    /// <param name="format">What Word calls the format.</param>
    public static string Of(int number, string format) => (format, number) switch
    {
        ("lowerLetter", > 0 and <= 780) => Letters(number),
        ("upperLetter", > 0 and <= 780) => Letters(number).ToUpperInvariant(),
        ("lowerRoman", > 0 and < 4000) => Romans(number),
        ("upperRoman", > 0 and < 4000) => Romans(number).ToUpperInvariant(),
        ("decimalZero", >= 0 and < 10) => "0" + number.ToString(CultureInfo.InvariantCulture),
        _ => number.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>After z comes aa, then bb.</summary>
    private static string Letters(int number) => new((char)('a' + ((number - 1) % 26)), ((number - 1) / 26) + 1);

    private static string Romans(int number)
    {
        var text = new StringBuilder();
        foreach (var (value, sign) in Roman)
        {
            for (; number >= value; number -= value)
            {
                text.Append(sign);
            }
        }

        return text.ToString();
    }
}
