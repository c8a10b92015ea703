namespace Rlm.Bench.Reports;

/// <summary>What the numbers were measured on.</summary>
internal static class Machine
{
    // Times on a machine that others use are what they are only together with this.
    public static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";

    public static string Processor() => Value("/proc/cpuinfo", "model name") ?? "unknown processor";

    public static string Memory() =>
        Value("/proc/meminfo", "MemTotal") is { } total ? $"{long.Parse(total.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture) >> 20} GiB of memory" : "unknown memory";

    private static string? Value(string file, string name) => File.Exists(file)
        ? File.ReadLines(file).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?.Split(':')[1].Trim()
        : null;
}
