using Rlm.Analyses;
using Rlm.Cli.Configuration;
using Rlm.Commands;
using Rlm.Documents;
using Rlm.Models;
using Rlm.Prompts;
using Rlm.Wasm.Toolchain;

namespace Rlm.Cli.Ask;

/// <summary>Shows what a run would begin with, and calls nobody.</summary>
internal static class DryRun
{
    public static async Task PrintAsync(
        CliServices services, ModelPool? models, DocumentSet documents, TextWriter output, CancellationToken cancellationToken)
    {
        var settings = services.Settings;
        output.WriteLine($"configuration: {(settings.Files.Count == 0 ? "defaults" : string.Join(", ", settings.Files))}");
        output.WriteLine($"root model:    {Describe(models?.Root)}");
        output.WriteLine($"sub model:     {Describe(models?.Sub)}");
        var status = await services.Get<ToolchainLocator>().FindAsync(cancellationToken);
        output.WriteLine($"WASM:          {Wasm(settings, status)}");
        output.WriteLine($"limits:        {settings.Rlm.Limits.MaxIterations} turns, {settings.Rlm.Limits.MaxSubCalls} sub-calls");
        output.WriteLine($"documents:     {documents.Documents.Count:N0}, {documents.Context.Length:N0} bytes");
        if (documents.LeftOut.Count > 0)
        {
            output.WriteLine($"               {LeftOutSummary.Of(documents.LeftOut)}");
        }

        var context = new CommandContext
        {
            Documents = documents,
            Variables = new Variables(documents),
            Analyses = services.Get<AnalysisRunner>(),
            OutputLimit = settings.Rlm.Limits.OutputLimit,
        };
        var prompt = await services.Get<PromptBuilder>().BuildAsync(CommandCatalog.BuiltIn, context, settings.Rlm.Limits, cancellationToken);
        output.WriteLine();
        output.WriteLine(TerminalText.Clean(prompt.Text));
    }

    private static string Describe(ChatModel? model) => model is null ? "none" : $"{model.Name} at {model.Endpoint}";

    private static string Wasm(Settings settings, ToolchainStatus status) =>
        !settings.WasmEnabled ? "switched off"
        : status.Toolchain is { } toolchain ? $"rustc {toolchain.Version} with {string.Join(", ", toolchain.Crates.Select(c => c.Name))}"
        : status.Error!.Message;
}
