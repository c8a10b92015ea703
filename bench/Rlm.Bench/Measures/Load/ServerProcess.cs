using System.Diagnostics;

namespace Rlm.Bench.Measures.Load;

/// <summary>The real service as a process of its own, with a home of its own.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly List<string> _said = [];

    private ServerProcess(Process process, string home) => (_process, Home) = (process, home);

    /// <summary>Its <c>RLM_HOME</c>.</summary>
    public string Home { get; }

    public Uri Address { get; private set; } = null!;

    /// <summary>What it wrote since it listens: warnings and worse.</summary>
    public IReadOnlyList<string> Said
    {
        get
        {
            lock (_said)
            {
                return [.. _said];
            }
        }
    }

    /// <summary>Starts it with the model at an address, and waits until it listens.</summary>
    public static async Task<ServerProcess> StartAsync(string modelUrl)
    {
        var home = Directory.CreateTempSubdirectory("rlm-load-").FullName;
        var framework = new DirectoryInfo(AppContext.BaseDirectory);
        var program = Path.Combine(Places.Root, "src", "Rlm.Server", "bin", framework.Parent!.Name, framework.Name, "rlm-server.dll");
        var start = new ProcessStartInfo("dotnet", [program, "serve", "--urls", "http://127.0.0.1:0"]) { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["RLM_HOME"] = home;
        start.Environment["XDG_CONFIG_HOME"] = Path.Combine(home, "config");
        start.Environment["RLM_MODEL"] = "openai:scripted";
        start.Environment["RLM_BASE_URL"] = modelUrl;
        var server = new ServerProcess(Process.Start(start)!, home);
        await server.ListenAsync();
        return server;
    }

    public ServerMoment Now()
    {
        _process.Refresh();
        return new ServerMoment(_process.WorkingSet64, _process.PeakWorkingSet64, _process.TotalProcessorTime, _process.Threads.Count);
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(Home, recursive: true);
    }

    private async Task ListenAsync()
    {
        var listening = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) =>
        {
            const string Listening = "rlm: listening on ";
            if (line.Data?.StartsWith(Listening, StringComparison.Ordinal) == true)
            {
                listening.TrySetResult(new Uri(line.Data[Listening.Length..line.Data.IndexOf(';', StringComparison.Ordinal)]));
                return;
            }

            Keep(line.Data);
        };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        var ended = _process.WaitForExitAsync();
        Address = await Task.WhenAny(listening.Task, ended) == ended
            ? throw new InvalidOperationException("The service did not start:\n" + string.Join('\n', Said))
            : await listening.Task;
    }

    private void Keep(string? line)
    {
        lock (_said)
        {
            _said.AddRange(line is null ? [] : [line]);
        }
    }
}

/// <summary>What the service's process holds and has used.</summary>
/// <param name="Resident">Bytes.</param>
/// <param name="Peak">The most bytes up to now, by the kernel's account.</param>
/// <param name="Processor">Time of all its threads.</param>
/// <param name="Threads">How many.</param>
internal sealed record ServerMoment(long Resident, long Peak, TimeSpan Processor, int Threads);
