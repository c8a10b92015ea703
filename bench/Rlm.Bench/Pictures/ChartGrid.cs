namespace Rlm.Bench.Pictures;

/// <summary>Several small charts with the same series and axes' kinds, and one legend.</summary>
internal sealed record ChartGrid(
    string Title, string XLabel, string YLabel, bool LogX, bool LogY, IReadOnlyList<(string Name, IReadOnlyList<Series> Series)> Charts)
{
    /// <summary>Writes an SVG file; its folder is made. Every chart has the series of the first, in its order.</summary>
    public void Save(string path)
    {
        const int Columns = 4;
        const double CellWidth = 250;
        const double CellHeight = 200;
        const double Top = 60;
        var legend = Charts[0].Series;
        var rows = (Charts.Count + Columns - 1) / Columns;
        var height = Top + rows * CellHeight + 30 + legend.Count * 20;
        using var svg = new Svg(path, Columns * CellWidth + 20, height, Title);
        svg.Label(20, 28, Title, "title");
        svg.Label(20, 46, $"{YLabel} against {XLabel}", "small");
        for (var i = 0; i < Charts.Count; i++)
        {
            var (left, top) = (i % Columns * CellWidth, Top + i / Columns * CellHeight);
            svg.Label(left + 62, top + 14, Charts[i].Name, "");
            new Plot(left + 62, top + 24, CellWidth - 76, CellHeight - 54).Draw(svg, Charts[i].Series, LogX, LogY, "", "");
        }

        Plot.Legend(svg, legend, 24, Top + rows * CellHeight + 20);
    }
}
