using System.Diagnostics;
using System.Globalization;

namespace Rlm.Bench.Measures.Children;

/// <summary>Runs programs and has the kernel account for them; see launcher.rs.</summary>
internal sealed class Launcher
{
    private readonly string _program;
    private readonly IReadOnlyDictionary<string, string> _environment;

    private Launcher(string program, IReadOnlyDictionary<string, string> environment) => (_program, _environment) = (program, environment);

    /// <summary>Compiles it with the rustc in PATH, or the sandbox's own where that can link programs of this machine.</summary>
    /// <param name="environment">Variables that the programs get besides those of this process.</param>
    public static async Task<Launcher> BuildAsync(IReadOnlyDictionary<string, string> environment)
    {
        var source = Path.Combine(Places.Root, "bench", "Rlm.Bench", "Measures", "Children", "launcher.rs");
        var program = Path.Combine(Places.Work, "launcher");
        if (File.Exists(program) && File.GetLastWriteTimeUtc(program) > File.GetLastWriteTimeUtc(source))
        {
            return new Launcher(program, environment);
        }

        var toolchain = await Bed.ToolchainAsync();
        var reasons = new List<string>();
        foreach (var (rustc, libraries) in new[] { ("rustc", ""), (toolchain.RustcPath, string.Join(':', toolchain.LibraryFolders)) })
        {
            var start = new ProcessStartInfo(rustc, ["-O", "--edition", "2021", "-o", program, source]);
            if (libraries.Length > 0)
            {
                start.Environment["LD_LIBRARY_PATH"] = libraries;
            }

            try
            {
                var (_, errors, exit) = await RunAsync(start);
                if (exit == 0)
                {
                    return new Launcher(program, environment);
                }

                reasons.Add($"{rustc}: {errors.Split('\n')[0]}");
            }
            catch (System.ComponentModel.Win32Exception exception)
            {
                reasons.Add($"{rustc}: {exception.Message}");
            }
        }

        throw new InvalidOperationException("No rustc here compiles for this machine, so whole processes cannot be measured.\n" + string.Join('\n', reasons));
    }

    /// <summary>Runs a program to its end.</summary>
    public async Task<ChildRun> RunAsync(string program, params string[] arguments)
    {
        var report = Path.Combine(Places.Work, "launcher.report");
        File.Delete(report);
        var start = new ProcessStartInfo(_program, [report, program, .. arguments]);
        foreach (var (name, value) in _environment)
        {
            start.Environment[name] = value;
        }

        var (output, errors, exit) = await RunAsync(start);
        if (exit != 0)
        {
            throw new InvalidOperationException($"{program} cannot be measured: {errors}");
        }

        var facts = (await File.ReadAllTextAsync(report)).Split(' ').Select(f => long.Parse(f, CultureInfo.InvariantCulture)).ToList();
        return new ChildRun(
            output,
            errors,
            (int)facts[4],
            TimeSpan.FromMicroseconds(facts[0] / 1000.0),
            facts[1],
            TimeSpan.FromMicroseconds(facts[2] + facts[3]));
    }

    private static async Task<(string Output, string Errors, int Exit)> RunAsync(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (output, await errors, process.ExitCode);
    }
}
