using System.ComponentModel;
using System.Diagnostics;

namespace Rlm.Wasm.Processes;

/// <summary>Runs tools: no shell, no inherited environment, bounded output, and no child outlives its limit.</summary>
internal static class ToolProcess
{
    /// <summary>Runs a tool to its end.</summary>
    /// <returns>How it ended; a missing tool and a time limit are values.</returns>
    /// <exception cref="OperationCanceledException">Cancelled. The tool and its children are gone by then.</exception>
    public static async Task<ProcessResult> RunAsync(ProcessRequest request, CancellationToken cancellationToken, TimeProvider? time = null)
    {
        cancellationToken.ThrowIfCancellationRequested();
        time ??= TimeProvider.System;
        if (ToolEnvironment.FindExecutable(request.FileName, request.Environment.GetValueOrDefault("PATH")) is not { } program)
        {
            return new ProcessResult { StartError = $"{request.FileName} was not found or may not be executed" };
        }

        var began = time.GetTimestamp();
        using var process = new Process { StartInfo = Describe(request, program) };
        try
        {
            await Spawner.StartAsync(process).ConfigureAwait(false);
        }
        catch (Exception e) when (e is Win32Exception or IOException)
        {
            return new ProcessResult { StartError = $"{program} could not be started: {e.Message}" };
        }

        var leader = process.Id;
        using var flood = new CancellationTokenSource();
        Action? onFull = request.EndAtMaxOutput ? flood.Cancel : null;
        var output = new OutputBuffer(request.MaxOutputBytes, request.Keep, request.OnLine, onFull);
        var error = new OutputBuffer(request.MaxOutputBytes, request.Keep, request.OnLine, onFull);
        var pipes = Task.WhenAll(
            output.ReadAsync(process.StandardOutput.BaseStream),
            error.ReadAsync(process.StandardError.BaseStream),
            FeedAsync(process.StandardInput.BaseStream, request.Input));

        var timedOut = false;
        using (var limit = new CancellationTokenSource(request.Timeout, time))
        using (var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token, flood.Token))
        {
            try
            {
                await process.WaitForExitAsync(stop.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                timedOut = limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested && !flood.IsCancellationRequested;
                ProcessGroup.Kill(process);
                await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
            }
        }

        // What the tool left behind in its session would hold the pipes open, and would go on unbounded.
        ProcessGroup.KillGroup(leader);
        await pipes.ConfigureAwait(false);
        if (!timedOut && !flood.IsCancellationRequested)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        return new ProcessResult
        {
            ExitCode = process.ExitCode,
            TimedOut = timedOut,
            Flooded = flood.IsCancellationRequested,
            OutputTruncated = output.Truncated || error.Truncated,
            OutputBytes = output.ToMemory(),
            ErrorBytes = error.ToMemory(),
            Elapsed = time.GetElapsedTime(began),
        };
    }

    private static ProcessStartInfo Describe(ProcessRequest request, string program)
    {
        var start = new ProcessStartInfo
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = request.WorkingDirectory ?? "",
        };
        ProcessGroup.Lead(start, program);
        foreach (var argument in request.Arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment.Clear();
        foreach (var (name, value) in request.Environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private static async Task FeedAsync(Stream stream, ReadOnlyMemory<byte> input)
    {
        try
        {
            await stream.WriteAsync(input).ConfigureAwait(false);
            await stream.DisposeAsync().ConfigureAwait(false);
        }
        catch (IOException)
        {
            // The tool did not read to the end; its exit status tells whether that matters.
        }
    }
}
