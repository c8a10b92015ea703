using System.ComponentModel;
using System.Diagnostics;

namespace Rlm.Bench.Peers;

/// <summary>Runs a program to its end.</summary>
internal static class Tool
{
    /// <summary>Runs it; a program that is not here has exit status 127 and says so.</summary>
    public static async Task<(string Output, string Errors, int Exit)> RunAsync(
        string program, IReadOnlyList<string> arguments, string? folder = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? Places.Work,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        try
        {
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return (output, await errors, process.ExitCode);
        }
        catch (Win32Exception exception)
        {
            return ("", $"{program}: {exception.Message}", 127);
        }
    }

    /// <summary>The last line that says something.</summary>
    public static string LastLine(string text) => text.Split('\n').Select(line => line.Trim()).LastOrDefault(line => line.Length > 0) ?? "no message";
}
