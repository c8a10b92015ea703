using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace Rlm.Bench.Peers.Python;

/// <summary>A process that answers lines of JSON with lines of JSON, as <c>bench/peers/worker.py</c> does.</summary>
internal sealed class Worker : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    private readonly Process _process;
    private readonly Task<string> _errors;

    private Worker(Process process) => (_process, _errors) = (process, process.StandardError.ReadToEndAsync());

    /// <summary>What it said first: its version, and how long it took to load.</summary>
    public WorkerReply Greeting { get; private set; } = new();

    /// <summary>Starts it and waits until it is ready.</summary>
    public static async Task<(Worker? Worker, string? Failure)> StartAsync(string program, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        try
        {
            var worker = new Worker(Process.Start(start)!);
            worker.Greeting = await worker.ReadAsync();
            if (worker.Greeting.Error is null)
            {
                return (worker, null);
            }

            worker.Dispose();
            return (null, worker.Greeting.Error);
        }
        catch (Win32Exception exception)
        {
            return (null, $"{program}: {exception.Message}");
        }
    }

    public async Task<WorkerReply> AskAsync(WorkerRequest request)
    {
        try
        {
            await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(request, WorkerJson.Default.WorkerRequest));
            await _process.StandardInput.FlushAsync();
        }
        catch (IOException)
        {
            // It has ended; the reading side says how.
        }

        return await ReadAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.WaitForExit();
        _process.Dispose();
    }

    private async Task<WorkerReply> ReadAsync()
    {
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            if (await _process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
            {
                return JsonSerializer.Deserialize(line, WorkerJson.Default.WorkerReply)!;
            }
        }
        catch (OperationCanceledException)
        {
            return new WorkerReply { Error = $"no answer within {Limit.TotalMinutes} minutes" };
        }

        await _process.WaitForExitAsync(CancellationToken.None);
        return new WorkerReply { Error = $"ended with status {_process.ExitCode}: {Tool.LastLine(await _errors)}" };
    }
}
