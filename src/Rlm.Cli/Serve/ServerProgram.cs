namespace Rlm.Cli.Serve;

/// <summary>The program of the service, which lies beside this one.</summary>
internal static class ServerProgram
{
    private static readonly string FileName = OperatingSystem.IsWindows() ? "rlm-server.exe" : "rlm-server";

    /// <exception cref="UsageException">It is not there.</exception>
    public static string Find()
    {
        var here = AppContext.BaseDirectory;
        string[] places = [Path.Combine(here, "server", FileName), Path.Combine(here, FileName)];
        return places.FirstOrDefault(File.Exists) ?? throw new UsageException(
            $"the service is not installed: there is no {FileName} in {here}. In a checkout `./rlm serve` and `make serve` build it.", ExitCode.Missing);
    }
}
