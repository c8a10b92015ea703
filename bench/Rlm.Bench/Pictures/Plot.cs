namespace Rlm.Bench.Pictures;

/// <summary>Axes, grid and lines inside a rectangle of a picture.</summary>
internal sealed record Plot(double Left, double Top, double Width, double Height)
{
    /// <summary>Draws the series; the colour and mark of each is its place in the list.</summary>
    public void Draw(Svg svg, IReadOnlyList<Series> series, bool logX, bool logY, string xLabel, string yLabel)
    {
        var x = Axis.Over(Points(series).Select(p => p.X), logX, (int)(Width / 60));
        var y = Axis.Over(Points(series).Select(p => p.Y), logY, (int)(Height / 28));
        foreach (var tick in y.Ticks)
        {
            var at = Y(y, tick);
            svg.Line(Left, at, Left + Width, at, "grid");
            svg.Label(Left - 6, at + 4, Axis.Label(tick), "small", "end");
        }

        foreach (var tick in x.Ticks)
        {
            var at = X(x, tick);
            svg.Line(at, Top, at, Top + Height, "grid");
            svg.Label(at, Top + Height + 16, Axis.Label(tick), "small", "middle");
        }

        svg.Line(Left, Top, Left, Top + Height, "edge");
        svg.Line(Left, Top + Height, Left + Width, Top + Height, "edge");
        if (xLabel.Length > 0)
        {
            svg.Label(Left + Width / 2, Top + Height + 36, xLabel, "", "middle");
        }

        if (yLabel.Length > 0)
        {
            svg.Label(Left - 52, Top + Height / 2, yLabel, "", "middle", -90);
        }

        for (var i = 0; i < series.Count; i++)
        {
            var points = series[i].Points.Select(p => (X(x, p.X), Y(y, p.Y))).ToList();
            if (points.Count > 1)
            {
                svg.Polyline(points, i);
            }

            foreach (var (px, py) in points)
            {
                svg.Mark(px, py, i);
            }
        }
    }

    /// <summary>The names of the series, one below the other.</summary>
    public static void Legend(Svg svg, IReadOnlyList<Series> series, double left, double top)
    {
        for (var i = 0; i < series.Count; i++)
        {
            var at = top + i * 20;
            svg.Polyline([(left, at), (left + 22, at)], i);
            svg.Mark(left + 11, at, i);
            svg.Label(left + 30, at + 4, series[i].Points.Count > 0 ? series[i].Name : $"{series[i].Name} (none)", "");
        }
    }

    private static IEnumerable<(double X, double Y)> Points(IReadOnlyList<Series> series) => series.SelectMany(s => s.Points);

    private double X(Axis axis, double value) => Left + axis.Share(value) * Width;

    private double Y(Axis axis, double value) => Top + Height - axis.Share(value) * Height;
}
