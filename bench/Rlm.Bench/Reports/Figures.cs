using System.Globalization;

namespace Rlm.Bench.Reports;

/// <summary>Numbers as they are summed up and written.</summary>
internal static class Figures
{
    /// <summary>Three digits that say something, thousands set off.</summary>
    public static string Number(double value) => Math.Abs(value) switch
    {
        0 => "0",
        < 0.1 => value.ToString("0.000", CultureInfo.InvariantCulture),
        < 10 => value.ToString("0.00", CultureInfo.InvariantCulture),
        < 100 => value.ToString("0.0", CultureInfo.InvariantCulture),
        _ => value.ToString("#,0", CultureInfo.InvariantCulture),
    };

    /// <summary>A limit as it was set, with its unit.</summary>
    public static string Amount(double value, string unit) => (value.ToString("#,0.###", CultureInfo.InvariantCulture) + " " + unit).TrimEnd();

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[sorted.Count / 2 - 1] + sorted[sorted.Count / 2]) / 2;
    }

    public static double MedianMilliseconds(IEnumerable<TimeSpan> times) => Median(times.Select(time => time.TotalMilliseconds));

    public static double GeometricMean(IEnumerable<double> values) => Math.Exp(values.Average(Math.Log));
}
