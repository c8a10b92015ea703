using System.Diagnostics;
using Rlm.Testing;

namespace Rlm.Server.Tests.Samples;

/// <summary>A sample as its reader starts it.</summary>
internal static class SampleProgram
{
    /// <summary>The folder of the samples.</summary>
    public static string PathOf(params string[] parts) => Repository.PathOf(["samples", .. parts]);

    /// <summary>A compiled sample, in the configuration of these tests.</summary>
    public static string Assembly(string name)
    {
        var framework = new DirectoryInfo(AppContext.BaseDirectory);
        return PathOf(name, "bin", framework.Parent!.Name, framework.Name, name + ".dll");
    }

    /// <summary>Whether a program of this name can be started here.</summary>
    public static bool IsThere(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));

    /// <summary>Runs it to its end and gives what it printed.</summary>
    /// <param name="variables">What it finds in its environment besides.</param>
    /// <param name="command">The program and its arguments.</param>
    public static async Task<string> RunAsync(IReadOnlyDictionary<string, string> variables, params string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        var stop = TestContext.Current.CancellationToken;
        using var process = Process.Start(start)!;
        try
        {
            var error = process.StandardError.ReadToEndAsync(stop);
            var output = await process.StandardOutput.ReadToEndAsync(stop);
            await process.WaitForExitAsync(stop);
            Assert.True(process.ExitCode == 0, $"{process.ExitCode}: {await error}{output}");
            return output;
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
