using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Rlm.Wasm.CacheHost;

namespace Rlm.Wasm.Tests.Caching;

/// <summary>Another process with a cache of its own; see the README of <c>Rlm.Wasm.CacheHost</c> for its commands.</summary>
internal sealed class CacheHostProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _complaints;

    private CacheHostProcess(Process process)
    {
        _process = process;
        _complaints = process.StandardError.ReadToEndAsync(CancellationToken.None);
    }

    public int Id => _process.Id;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Starts it.</summary>
    /// <param name="setup">What a shell does first; a last <c>exec</c> of the program is added. Null: no shell.</param>
    /// <param name="environment">Variables beside those of the tests.</param>
    public static CacheHostProcess Start(string? setup = null, params (string Name, string Value)[] environment)
    {
        var dotnet = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));
        var program = Path.Combine(AppContext.BaseDirectory, "Rlm.Wasm.CacheHost.dll");
        var start = new ProcessStartInfo(dotnet, [program]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        if (setup is not null)
        {
            start.FileName = "/bin/sh";
            start.ArgumentList.Clear();
            foreach (var word in (string[])["-ec", setup, dotnet, program])
            {
                start.ArgumentList.Add(word);
            }
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new CacheHostProcess(Process.Start(start)!);
    }

    public async Task<HostAnswer> AskAsync(params string[] words)
    {
        var line = await SayAsync(words);
        return JsonSerializer.Deserialize(line, HostJson.Default.HostAnswer)!;
    }

    /// <summary>Runs a command of the shell in the world of this process: its mounts, its rights.</summary>
    public async Task ShellAsync(string command) => Assert.Equal("ok", await SayAsync("shell", command));

    /// <summary>A line to the program, and the next line from it.</summary>
    public async Task<string> SayAsync(params string[] words)
    {
        await TellAsync(words);
        return await HearAsync()
            ?? throw new InvalidOperationException($"The other process ended at: {string.Join(' ', words)}\n{await _complaints}");
    }

    public async Task TellAsync(params string[] words)
    {
        await _process.StandardInput.WriteLineAsync(string.Join('\t', words).AsMemory(), Stop);
        await _process.StandardInput.FlushAsync(Stop);
    }

    /// <summary>The next line; null when it has ended.</summary>
    public async Task<string?> HearAsync() => await _process.StandardOutput.ReadLineAsync(Stop);

    /// <summary>SIGKILL, and the wait until it is gone.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(Stop);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }
}
