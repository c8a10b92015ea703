using System.Globalization;
using Rlm.Server.Components.Telling;

namespace Rlm.Server.Components.Looking;

/// <summary>Figures as a reader likes them; all of them come out of events.</summary>
internal static class Say
{
    /// <summary>A time that may be microseconds or hours.</summary>
    public static string Time(double milliseconds) => milliseconds switch
    {
        0 => "0 ms",
        < 10 => Text($"{milliseconds:0.0} ms"),
        < 1_000 => Text($"{milliseconds:0} ms"),
        < 60_000 => Text($"{milliseconds / 1_000:0.00} s"),
        < 3_600_000 => Text($"{Math.Floor(milliseconds / 60_000):0} min {milliseconds % 60_000 / 1_000:0} s"),
        _ => Text($"{Math.Floor(milliseconds / 3_600_000):0} h {milliseconds % 3_600_000 / 60_000:0} min"),
    };

    public static string Count(long number) => Text($"{number:N0}");

    /// <summary>A number with its word, which gets an s for all but one.</summary>
    public static string Count(long number, string word) => Text($"{number:N0} {word}{(number == 1 ? string.Empty : "s")}");

    public static string Bytes(long bytes) => bytes switch
    {
        < 1_000 => Text($"{bytes} B"),
        < 1_000_000 => Text($"{bytes / 1e3:0.0} kB"),
        < 1_000_000_000 => Text($"{bytes / 1e6:0.00} MB"),
        _ => Text($"{bytes / 1e9:0.00} GB"),
    };

    public static string Usd(double? usd) => usd is { } known ? Text($"${known:0.0000}") : "unknown";

    public static string Percent(double share) => share switch
    {
        > 0 and < 0.001 => "< 0.1 %",
        < 0.1 => Text($"{share * 100:0.0} %"),
        _ => Text($"{share * 100:0} %"),
    };

    public static string Style(double leftShare, double widthShare) => Text($"left:{leftShare * 100:0.###}%;width:{widthShare * 100:0.###}%");

    public static string Width(double share) => Text($"width:{Math.Clamp(share, 0, 1) * 100:0.###}%");

    public static string At(DateTimeOffset at) => Text($"{at.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC");

    public static string Kind(BarKind kind) => kind switch
    {
        BarKind.Model => "model",
        BarKind.Compile => "compile",
        BarKind.Run => "run",
        _ => "other",
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
