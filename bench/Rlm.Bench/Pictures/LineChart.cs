namespace Rlm.Bench.Pictures;

/// <summary>
/// Lines over two axes, each linear (from zero) or logarithmic, with a legend. Names and labels carry the units.
/// </summary>
internal sealed record LineChart(string Title, string XLabel, string YLabel, bool LogX, bool LogY, IReadOnlyList<Series> Series)
{
    /// <summary>Writes an SVG file; its folder is made.</summary>
    public void Save(string path)
    {
        const double Width = 760;
        const double Height = 430;
        var legend = 50 + Series.Select(s => s.Name.Length * 7.0).DefaultIfEmpty(0).Max();
        using var svg = new Svg(path, Width + legend, Height, Title);
        svg.Label(20, 28, Title, "title");
        new Plot(80, 50, Width - 110, Height - 110).Draw(svg, Series, LogX, LogY, XLabel, YLabel);
        Plot.Legend(svg, Series, Width - 10, 64);
    }
}
