using System.Diagnostics;
using Rlm.Wasm.Toolchain;

namespace Rlm.Bench;

/// <summary>The same Rust as an ordinary program, compiled with <c>-O</c>.</summary>
internal sealed record NativeProgram(string Path, string Compiler)
{
    private const string Main =
        """
        #![allow(warnings)]
        use std::cell::*; use std::cmp::*; use std::collections::*; use std::fmt::Write as _; use std::rc::Rc;

        fn main() {
            let path = std::env::args().nth(1).unwrap();
            let began = std::time::Instant::now();
            let text = std::fs::read_to_string(path).unwrap();
            let loaded = std::time::Instant::now();
            let result = analyze(&text);
            let ended = std::time::Instant::now();
            eprintln!("{} {}", (ended - loaded).as_nanos(), (ended - began).as_nanos());
            print!("{result}");
        }

        """;

    /// <summary>Compiles it with the toolchain's own rustc, or the one in PATH where the first has no library for this machine.</summary>
    public static async Task<NativeProgram> BuildAsync(RustToolchain toolchain)
    {
        var source = System.IO.Path.Combine(Places.Work, "native.rs");
        var program = System.IO.Path.Combine(Places.Work, "native");
        await File.WriteAllTextAsync(source, Main + Bed.Source);
        var reasons = new List<string>();
        foreach (var (rustc, libraries) in new[] { (toolchain.RustcPath, string.Join(':', toolchain.LibraryFolders)), ("rustc", "") })
        {
            try
            {
                var (_, errors, exit) = await RunAsync(rustc, ["-O", "--edition", "2021", "-o", program, source], libraries);
                if (exit == 0)
                {
                    var (version, _, _) = await RunAsync(rustc, ["--version"], libraries);
                    return new NativeProgram(program, version.Trim());
                }

                reasons.Add($"{rustc}: {errors.Split('\n')[0]}");
            }
            catch (System.ComponentModel.Win32Exception exception)
            {
                reasons.Add($"{rustc}: {exception.Message}");
            }
        }

        throw new InvalidOperationException("No rustc here compiles for this machine, and there is nothing to compare with.\n" + string.Join('\n', reasons));
    }

    /// <summary>Runs it once.</summary>
    public async Task<Sample> RunAsync(string document)
    {
        var (output, errors, exit) = await RunAsync(Path, [document], "");
        if (exit != 0)
        {
            throw new InvalidOperationException($"The native program failed: {errors}");
        }

        var times = errors.Split(' ').Select(text => TimeSpan.FromMicroseconds(double.Parse(text, System.Globalization.CultureInfo.InvariantCulture) / 1000)).ToList();
        return new Sample(output, times[0], times[1]);
    }

    private static async Task<(string Output, string Errors, int Exit)> RunAsync(string program, IReadOnlyList<string> arguments, string libraries)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (libraries.Length > 0)
        {
            start.Environment["LD_LIBRARY_PATH"] = libraries;
        }

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (output, await errors, process.ExitCode);
    }
}

/// <summary>One run: what it gave, the time of <c>analyze</c>, and the time with reading the document.</summary>
internal sealed record Sample(string Output, TimeSpan Analyze, TimeSpan Whole);
