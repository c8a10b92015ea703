using System.Diagnostics;

namespace Rlm.Bench.Measures.Children;

/// <summary>The real command line as a whole process, with a cache and settings of its own.</summary>
internal sealed class RlmProgram
{
    private readonly Launcher _launcher;
    private readonly string[] _command;

    private RlmProgram(Launcher launcher, string[] command, bool isNative) => (_launcher, _command, IsNative) = (launcher, command, isNative);

    /// <summary>Whether it is compiled ahead of time to a native program; else it is run by <c>dotnet</c>.</summary>
    public bool IsNative { get; }

    /// <summary>Runs other programs with the same accounting.</summary>
    public Launcher Launcher => _launcher;

    /// <summary>The program that <c>RLM_TEST_PROGRAM</c> names, else one that is built now unless it is.</summary>
    public static async Task<RlmProgram> BuildAsync()
    {
        var home = Directory.CreateDirectory(Path.Combine(Places.Work, "home")).FullName;
        var launcher = await Launcher.BuildAsync(new Dictionary<string, string>
        {
            ["RLM_HOME"] = Path.Combine(home, "rlm"),
            ["XDG_CONFIG_HOME"] = Path.Combine(home, "config"),

            // How long 10 GB take is what is to be found out; the usual limit is 30 seconds.
            ["RLM_WASM_TIMEOUT_MS"] = "1800000",
        });
        if (Environment.GetEnvironmentVariable("RLM_TEST_PROGRAM") is { Length: > 0 } built)
        {
            return Of(launcher, built);
        }

        using var build = Process.Start(new ProcessStartInfo(Path.Combine(Places.Root, "eng", "build-cli.sh"), [Places.Root]) { RedirectStandardOutput = true })!;
        var path = (await build.StandardOutput.ReadToEndAsync()).Trim();
        await build.WaitForExitAsync();
        return build.ExitCode != 0 ? throw new InvalidOperationException("The command line could not be built; see above.")
            : Of(launcher, path);
    }

    /// <summary>Runs a command of it to its end.</summary>
    public Task<ChildRun> RunAsync(params string[] arguments) => _launcher.RunAsync(_command[0], [.. _command.Skip(1), .. arguments]);

    /// <summary>Runs a list of commands over a document, as <c>rlm exec</c> does.</summary>
    public async Task<ChildRun> ExecAsync(string commands, string document)
    {
        var list = Path.Combine(Places.Work, "commands.jsonl");
        await File.WriteAllTextAsync(list, commands);
        return await RunAsync("exec", list, document);
    }

    /// <summary>Runs an analysis over a document, as <c>rlm run</c> does.</summary>
    public async Task<ChildRun> AnalyzeAsync(string source, string document)
    {
        var file = Path.Combine(Places.Work, "analysis.rs");
        await File.WriteAllTextAsync(file, source);
        return await RunAsync("run", file, document);
    }

    private static RlmProgram Of(Launcher launcher, string path) => path.EndsWith(".dll", StringComparison.Ordinal)
        ? new RlmProgram(launcher, ["dotnet", path], isNative: false)
        : new RlmProgram(launcher, [path], isNative: true);
}
