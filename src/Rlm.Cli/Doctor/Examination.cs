using System.Text;
using Rlm.Analyses;
using Rlm.Configuration;
using Rlm.Documents;
using Rlm.Models;
using Rlm.Wasm.Compilation;
using Rlm.Wasm.Toolchain;

namespace Rlm.Cli.Doctor;

/// <summary>Looks at everything that RLM needs, and really compiles and runs an analysis.</summary>
internal sealed class Examination(CliServices services)
{
    private const string Probe = "pub fn analyze(input: &str) -> String { input.lines().count().to_string() }";

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();
        var status = await services.Get<ToolchainLocator>().FindAsync(cancellationToken);
        findings.Add(Compiler(status));
        if (status.Toolchain is { } toolchain)
        {
            findings.Add(Crates(toolchain));
            findings.Add(await JailAsync(cancellationToken));
            findings.Add(services.Settings.WasmEnabled
                ? await SandboxAsync(cancellationToken)
                : new Finding("sandbox", true, AnalysisRunner.SwitchedOff.Message, null));
        }

        findings.Add(Folder("compiled analyses", services.Settings.Rlm.Cache.Folder!));
        findings.Add(Folder("traces of runs", Hosting.RlmPaths.Runs));
        findings.Add(await ModelsAsync(cancellationToken));
        return findings;
    }

    private static Finding Compiler(ToolchainStatus status)
    {
        if (status.Toolchain is { } toolchain)
        {
            return new Finding("Rust compiler", true, $"{toolchain.RustcPath}, {toolchain.Version}", null);
        }

        var looked = string.Concat(status.Candidates.Select(c => $"\n           {c.Path}: {c.Verdict}"));
        return new Finding("Rust compiler", false, status.Error!.Message + looked, "rlm setup");
    }

    private static Finding Crates(RustToolchain toolchain)
    {
        var missing = toolchain.MissingCrates.ToList();
        var found = string.Join(", ", toolchain.Crates.Select(c => $"{c.Name} {c.Version}"));
        return missing.Count == 0
            ? new Finding("crates", true, found, null)
            : new Finding("crates", false, $"{found}; without {string.Join(", ", missing)}", "rlm setup");
    }

    private async Task<Finding> JailAsync(CancellationToken cancellationToken)
    {
        var jail = await services.Get<RustCompiler>().FindJailAsync(cancellationToken);
        return jail.Error is null
            ? new Finding("jail of the compiler", true, jail.Description!, null)
            : new Finding("jail of the compiler", false, jail.Error.Message, "apt install bubblewrap, or rlm setup --force");
    }

    private async Task<Finding> SandboxAsync(CancellationToken cancellationToken)
    {
        var input = Text.FromUtf8(Encoding.UTF8.GetBytes("a\nb\n"));
        var run = await services.Get<AnalysisRunner>().RunAsync(Probe, Bind, null, cancellationToken);
        return run.Error is null
            ? new Finding("sandbox", true, $"compiles and runs ({run.Facts.Timings.Total:0} ms{(run.Facts.Cached ? ", from the cache" : string.Empty)})", null)
            : new Finding("sandbox", false, run.Error.Message, "rlm setup --force");

        IReadOnlyList<Text>? Bind(IReadOnlyList<string> parameters, out Wasm.WasmError? error)
        {
            error = null;
            return [input];
        }
    }

    private static Finding Folder(string what, string path)
    {
        try
        {
            Directory.CreateDirectory(path);
            var probe = Path.Combine(path, $".probe-{Guid.NewGuid():N}");
            File.WriteAllText(probe, string.Empty);
            File.Delete(probe);
            return new Finding(what, true, path, null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new Finding(what, false, $"{path} cannot be written: {exception.Message}", "set RLM_HOME to a folder of yours");
        }
    }

    private async Task<Finding> ModelsAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var pool = await ModelChoice.OpenAsync(services.Settings, localOnly: false, null, cancellationToken);
            return new Finding("model", true, $"{pool.Root!.Name} at {pool.Root.Endpoint} (not asked)", null);
        }
        catch (ModelException exception)
        {
            return new Finding("model", false, exception.Message, "rlm ask --model openai:NAME --base-url http://127.0.0.1:8000/v1 …");
        }
    }
}
