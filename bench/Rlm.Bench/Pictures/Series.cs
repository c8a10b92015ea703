namespace Rlm.Bench.Pictures;

/// <summary>One line of a picture. Points in order of X; a series without points is in the legend only.</summary>
internal sealed record Series(string Name, IReadOnlyList<(double X, double Y)> Points);
