using System.Diagnostics;
using System.Text;
using Rlm.Testing;
using Rlm.Wasm.Toolchain;

namespace Rlm.Cli.Tests;

/// <summary>The real program as a process, with a home, a working folder and an environment of its own.</summary>
internal sealed class CliBench : IDisposable
{
    private static readonly string s_program = Path.Combine(AppContext.BaseDirectory, "Rlm.Cli.dll");
    private static readonly string s_dotnet = FindDotnet();
    private readonly TempFolder folder = new();

    public CliBench()
    {
        Environment = new Dictionary<string, string?>
        {
            ["HOME"] = folder.PathOf("home"),
            ["XDG_CONFIG_HOME"] = folder.PathOf("config"),
            ["XDG_CACHE_HOME"] = folder.PathOf("cache"),
            ["XDG_STATE_HOME"] = folder.PathOf("state"),
            ["RLM_HOME"] = folder.PathOf("rlm"),
            ["RLM_TOOLCHAIN"] = new ToolchainOptions().Folder,
            ["PATH"] = System.Environment.GetEnvironmentVariable("PATH"),
            ["DOTNET_ROOT"] = Path.GetDirectoryName(s_dotnet),
            ["LANG"] = "C.UTF-8",
            ["TMPDIR"] = Path.GetTempPath(),
        };
        Directory.CreateDirectory(folder.PathOf("home"));
        Directory.CreateDirectory(Work);
    }

    /// <summary>All of the program's environment.</summary>
    public Dictionary<string, string?> Environment { get; }

    /// <summary>Where the program is started.</summary>
    public string Work => folder.PathOf("work");

    public string UserFile => folder.PathOf("config", "rlm", "config.toml");

    public string TraceFolder => folder.PathOf("rlm", "runs");

    /// <summary>Writes a file below the working folder.</summary>
    public string Write(string name, string text) => folder.Write(Path.Combine("work", name), text);

    public void WriteUserFile(string text) => folder.Write(Path.Combine("config", "rlm", "config.toml"), text);

    /// <summary>Takes the compiler away: an empty toolchain folder and nothing on the path.</summary>
    public void HideCompiler()
    {
        if (File.Exists("/usr/bin/rustc") || File.Exists("/usr/local/bin/rustc"))
        {
            Assert.Skip("The system's own compiler cannot be hidden.");
        }

        Environment["RLM_TOOLCHAIN"] = folder.PathOf("no-toolchain");
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
        var start = new ProcessStartInfo(s_dotnet, [s_program, .. arguments])
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

    public void Dispose() => folder.Dispose();

    private static string FindDotnet()
    {
        var places = (System.Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(':').Select(p => Path.Combine(p, "dotnet"));
        var found = places.Prepend(System.Environment.ProcessPath!).First(p => Path.GetFileName(p) == "dotnet" && File.Exists(p));
        return new FileInfo(found).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? found;
    }
}
