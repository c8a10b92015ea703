using System.Diagnostics;
using System.Text.RegularExpressions;
using Rlm.Testing;
using Rlm.Testing.Chat;

namespace Rlm.Page.Tests;

/// <summary>The service as users start it, from the build output, with a home of its own and no model but what a test gives it.</summary>
internal sealed partial class PageServer : IAsyncDisposable
{
    private readonly Process _process;
    private readonly TempFolder _home;
    private readonly ClosedPort _nobody;
    private readonly Task _log;

    private PageServer(Process process, TempFolder home, ClosedPort nobody, Uri address, Task log) =>
        (_process, _home, _nobody, Address, _log) = (process, home, nobody, address, log);

    public Uri Address { get; }

    public string Runs => Path.Combine(_home.Path, "runs");

    public static async Task<PageServer> StartAsync(string? modelUrl = null, string? key = null)
    {
        var home = new TempFolder();
        var nobody = new ClosedPort();
        var start = new ProcessStartInfo(ProgramPath, ["serve", "--urls", "http://127.0.0.1:0"])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,

            // Not where the program lies: it finds its files wherever it is started.
            WorkingDirectory = home.Path,
        };
        foreach (var name in start.Environment.Keys.Where(n => n.StartsWith("RLM_", StringComparison.Ordinal) || n.EndsWith("_API_KEY", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["RLM_HOME"] = home.Path;
        start.Environment["XDG_CONFIG_HOME"] = Path.Combine(home.Path, "config");
        start.Environment["OLLAMA_HOST"] = new Uri(nobody.BaseUrl).Authority;
        start.Environment["DOTNET_gcServer"] = "0";
        if (modelUrl is not null)
        {
            start.ArgumentList.Add("--model");
            start.ArgumentList.Add("openai:scripted");
            start.ArgumentList.Add("--base-url");
            start.ArgumentList.Add(modelUrl);
        }

        if (key is not null)
        {
            start.Environment["RLM_SERVER_KEY"] = key;
        }

        var process = Process.Start(start)!;
        var told = new List<string>();
        while (await process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            told.Add(line);
            if (Listening().Match(line) is { Success: true } match)
            {
                // What else it says must not fill the pipe.
                var log = Task.WhenAll(process.StandardError.ReadToEndAsync(), process.StandardOutput.ReadToEndAsync());
                return new PageServer(process, home, nobody, new Uri(match.Groups[1].Value), log);
            }
        }

        throw new InvalidOperationException($"The service did not start: {string.Join('\n', told)}");
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        await _log;
        _process.Dispose();
        _nobody.Dispose();
        _home.Dispose();
    }

    private static string ProgramPath
    {
        get
        {
            var output = new DirectoryInfo(AppContext.BaseDirectory);
            return Repository.PathOf("src", "Rlm.Server", "bin", output.Parent!.Name, output.Name, "rlm-server");
        }
    }

    [GeneratedRegex("^rlm: listening on (http://[^;]+);")]
    private static partial Regex Listening();
}
