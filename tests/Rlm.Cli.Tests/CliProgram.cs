using System.Diagnostics;
using System.Globalization;

namespace Rlm.Cli.Tests;

/// <summary>A program that runs.</summary>
internal sealed class CliProgram(Process process) : IDisposable
{
    /// <summary>Waits for its end. Its standard input holds the given text, or nothing.</summary>
    public async Task<CliResult> EndAsync(string? input = null)
    {
        var stop = TestContext.Current.CancellationToken;
        var output = process.StandardOutput.ReadToEndAsync(stop);
        var error = process.StandardError.ReadToEndAsync(stop);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync(stop);
        return new CliResult(process.ExitCode, await output, await error);
    }

    /// <summary>The next line of standard error, or null at its end.</summary>
    public async Task<string?> ReadErrorLineAsync() => await process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken);

    /// <summary>What Ctrl-C sends.</summary>
    public async Task InterruptAsync()
    {
        // The shell's own `kill`: the program of that name is not on every machine.
        using var kill = Process.Start("/bin/sh", ["-c", string.Create(CultureInfo.InvariantCulture, $"kill -INT {process.Id}")]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public bool HasEnded => process.HasExited;

    /// <summary>What <c>kill -9</c> sends: the program gets no chance to do anything.</summary>
    /// <returns>Whether it was still running.</returns>
    public async Task<bool> KillAsync()
    {
        var ran = !process.HasExited;
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return ran;
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        process.Dispose();
    }
}
