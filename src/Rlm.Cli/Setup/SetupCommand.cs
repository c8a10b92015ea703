using System.CommandLine;
using System.Text.Json;
using Rlm.Analyses;
using Rlm.Runs;
using Rlm.Wasm.Toolchain;

namespace Rlm.Cli.Setup;

/// <summary>What <c>rlm setup --json</c> prints.</summary>
internal sealed record SetupOutput(bool Success, bool AlreadyDone, string? Rustc, string? Version, IReadOnlyList<string> Crates, RunError? Error);

/// <summary><c>rlm setup</c>: makes a Rust compiler for WebAssembly usable.</summary>
internal static class SetupCommand
{
    private static readonly Option<string?> From = new("--from") { Description = "Take the packages from this folder instead of the network.", HelpName = "FOLDER" };

    private static readonly Option<string?> SaveTo = new("--save-to") { Description = "Keep the packages in this folder, for --from on another machine.", HelpName = "FOLDER" };

    private static readonly Option<bool> Force = new("--force") { Description = "Install again although it is there." };

    public static Command Create()
    {
        var command = new Command("setup", "Installs a Rust compiler for WebAssembly in the user's cache folder; needs no root.") { From, SaveTo, Force };
        command.SetAction(ExecuteAsync);
        return command;
    }

    private static async Task<int> ExecuteAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        using var services = new CliServices(CommonOptions.LoadSettings(parsed), error);
        var options = new SetupOptions { From = parsed.GetValue(From), SaveTo = parsed.GetValue(SaveTo), Force = parsed.GetValue(Force) };
        using var progress = SetupView.Create(error);
        var result = await services.Get<ToolchainInstaller>().InstallAsync(options, progress, cancellationToken);
        progress.Dispose();
        if (parsed.GetValue(CommonOptions.Json))
        {
            var json = new SetupOutput(
                result.Error is null,
                result.AlreadyDone,
                result.Toolchain?.RustcPath,
                result.Toolchain?.Version,
                [.. (result.Toolchain?.Crates ?? []).Select(c => $"{c.Name} {c.Version}")],
                WasmErrors.ToRunError(result.Error));
            output.WriteLine(JsonSerializer.Serialize(json, CliJson.Readable.SetupOutput));
        }
        else if (result.Toolchain is { } toolchain)
        {
            output.WriteLine($"{(result.AlreadyDone ? "Already set up" : "Ready")}: rustc {toolchain.Version} with {string.Join(", ", toolchain.Crates.Select(c => $"{c.Name} {c.Version}"))}");
        }
        else
        {
            error.WriteLine($"rlm: {TerminalText.Clean(result.Error!.Message)}");
            foreach (var tried in result.Tried)
            {
                error.WriteLine($"  tried: {TerminalText.Clean(tried)}");
            }
        }

        return result.Error is null ? ExitCode.Done : ExitCode.Missing;
    }
}
