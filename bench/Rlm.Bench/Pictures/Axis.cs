using System.Globalization;

namespace Rlm.Bench.Pictures;

/// <summary>From values to a share of an axis' length, with round numbers to write beside it.</summary>
internal sealed class Axis
{
    private readonly bool _log;
    private readonly double _low;
    private readonly double _high;

    private Axis(bool log, IReadOnlyList<double> ticks)
    {
        (_log, Ticks) = (log, ticks);
        (_low, _high) = (Place(ticks[0]), Place(ticks[^1]));
    }

    public IReadOnlyList<double> Ticks { get; }

    /// <summary>An axis that holds all values, with about as many ticks as there is room for. A logarithmic one cannot show zero or less.</summary>
    public static Axis Over(IEnumerable<double> values, bool log, int room)
    {
        var all = values.ToList();
        if (all.Count == 0)
        {
            all = [1];
        }

        var (low, high) = (all.Min(), all.Max());
        if (log && low <= 0)
        {
            throw new ArgumentException($"A logarithmic axis cannot show {low.ToString(CultureInfo.InvariantCulture)}.", nameof(values));
        }

        return new Axis(log, log ? LogTicks(low, high, room) : LinearTicks(Math.Min(low, 0), high, room));
    }

    /// <summary>0 at the axis' beginning, 1 at its end.</summary>
    public double Share(double value) => (Place(value) - _low) / (_high - _low);

    public static string Label(double value) => value.ToString("#,0.########", CultureInfo.InvariantCulture);

    private double Place(double value) => _log ? Math.Log10(value) : value;

    private static List<double> LogTicks(double low, double high, int room)
    {
        // A tenth of a per cent, so that a value that was computed to be a round number is one.
        var (first, last) = ((int)Math.Floor(Math.Log10(low * 1.001)), (int)Math.Ceiling(Math.Log10(high * 0.999)));
        var steps = (last - first) * 3 < room ? new double[] { 1, 2, 5 } : [1];
        var ticks = Enumerable.Range(first, last - first + 1).SelectMany(power => steps.Select(step => step * Math.Pow(10, power))).ToList();
        var from = Math.Max(0, ticks.FindLastIndex(tick => tick <= low * 1.001));
        var to = ticks.FindIndex(tick => tick >= high * 0.999);
        var shown = ticks[from..((to < 0 ? ticks.Count - 1 : to) + 1)];
        return shown.Count > 1 ? shown : [shown[0], shown[0] * 10];
    }

    private static List<double> LinearTicks(double low, double high, int room)
    {
        var range = high > low ? high - low : 1;
        var power = Math.Pow(10, Math.Floor(Math.Log10(range)));
        var step = new[] { 0.1, 0.2, 0.5, 1, 2, 5, 10 }.Select(s => s * power).First(s => range / s < room - 1);
        var first = Math.Floor(low / step);
        var count = (int)Math.Ceiling((low + range) / step - first - 1e-9) + 1;
        return [.. Enumerable.Range(0, count).Select(i => Math.Round((first + i) * step, 10))];
    }
}
