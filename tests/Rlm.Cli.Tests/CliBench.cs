using System.Diagnostics;
using System.Text;
using Rlm.Testing;
using Rlm.Wasm.Toolchain;

namespace Rlm.Cli.Tests;

/// <summary>The real program as a process, with a home, a working folder and an environment of its own.</summary>
internal sealed class CliBench : IDisposable
{
    /// <summary>What `make test` published for its users, else what this project was built with.</summary>
    private static readonly string Program = System.Environment.GetEnvironmentVariable("RLM_TEST_PROGRAM") is { Length: > 0 } published
        ? published
        : Path.Combine(AppContext.BaseDirectory, "Rlm.Cli.dll");

    private static readonly string Dotnet = FindDotnet();
    private readonly TempFolder _folder = new();

    public CliBench()
    {
        Environment = new Dictionary<string, string?>
        {
            ["HOME"] = _folder.PathOf("home"),
            ["XDG_CONFIG_HOME"] = _folder.PathOf("config"),
            ["XDG_CACHE_HOME"] = _folder.PathOf("cache"),
            ["XDG_STATE_HOME"] = _folder.PathOf("state"),
            ["RLM_HOME"] = _folder.PathOf("rlm"),
            ["RLM_TOOLCHAIN"] = new ToolchainOptions().Folder,
            ["PATH"] = System.Environment.GetEnvironmentVariable("PATH"),
            ["DOTNET_ROOT"] = Path.GetDirectoryName(Dotnet),
            ["LANG"] = "C.UTF-8",
            ["TMPDIR"] = Path.GetTempPath(),

            // An Ollama of this machine's own is not to be found.
            ["OLLAMA_HOST"] = "127.0.0.1:1",
        };
        Directory.CreateDirectory(_folder.PathOf("home"));
        Directory.CreateDirectory(Work);
    }

    /// <summary>All of the program's environment.</summary>
    public Dictionary<string, string?> Environment { get; }

    /// <summary>Where the program is started.</summary>
    public string Work => _folder.PathOf("work");

    public string UserFile => _folder.PathOf("config", "rlm", "config.toml");

    /// <summary>Everything that the program may write to.</summary>
    public string Root => _folder.Path;

    public string TraceFolder => _folder.PathOf("rlm", "runs");

    /// <summary>Writes a file below the working folder.</summary>
    public string Write(string name, string text) => _folder.Write(Path.Combine("work", name), text);

    public void WriteUserFile(string text) => _folder.Write(Path.Combine("config", "rlm", "config.toml"), text);

    /// <summary>Takes the compiler away: an empty toolchain folder and nothing on the path.</summary>
    public void HideCompiler()
    {
        if (File.Exists("/usr/bin/rustc") || File.Exists("/usr/local/bin/rustc"))
        {
            Assert.Skip("The system's own compiler cannot be hidden.");
        }

        Environment["RLM_TOOLCHAIN"] = _folder.PathOf("no-toolchain");
        Environment["PATH"] = string.Empty;
    }

    public async Task<CliResult> RunAsync(params string[] arguments) => await RunAsync(null, arguments);

    public async Task<CliResult> RunAsync(string? input, string[] arguments)
    {
        using var program = Start(arguments);
        return await program.EndAsync(input);
    }

    public CliProgram Start(params string[] arguments)
    {
        // Whoever runs the tests in the background makes all its children deaf to SIGINT; ours are to hear it.
        var start = new ProcessStartInfo("/usr/bin/env", ["--default-signal=INT", .. CommandLine(), .. arguments])
        {
            WorkingDirectory = Work,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.Environment.Clear();
        foreach (var (name, value) in Environment)
        {
            start.Environment[name] = value;
        }

        return new CliProgram(Process.Start(start)!);
    }

    /// <summary>Runs the program on a terminal; what it showed there, standard output and error as they came.</summary>
    public async Task<(int ExitCode, string Shown)> ShowAsync(params string[] arguments)
    {
        using var terminal = new PseudoTerminal();
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" < /dev/null > \"$0\" 2>&1", terminal.Name, .. CommandLine(), .. arguments])
        {
            WorkingDirectory = Work,
        };
        start.Environment.Clear();
        foreach (var (name, value) in Environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var shown = await terminal.ReadAsync(process.WaitForExitAsync(TestContext.Current.CancellationToken));
        return (process.ExitCode, shown);
    }

    public void Dispose() => _folder.Dispose();

    private static string[] CommandLine() => Program.EndsWith(".dll", StringComparison.Ordinal) ? [Dotnet, Program] : [Program];

    private static string FindDotnet()
    {
        var places = (System.Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(':').Select(p => Path.Combine(p, "dotnet"));
        var found = places.Prepend(System.Environment.ProcessPath!).First(p => Path.GetFileName(p) == "dotnet" && File.Exists(p));
        return new FileInfo(found).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? found;
    }
}
