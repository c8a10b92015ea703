using System.Text.Json;
using Rlm.Commands;
using Rlm.Configuration;
using Rlm.Documents;
using Rlm.Models;
using Rlm.Prompts;
using Rlm.Sessions;
using Rlm.Wasm.Compilation;
using Rlm.Wasm.Toolchain;

namespace Rlm.Cli.Ask;

/// <summary>What <c>rlm ask --dry-run --json</c> prints.</summary>
internal sealed record DryRunOutput(
    bool Success,
    IReadOnlyList<string> Configuration,
    string? RootModel,
    string? SubModel,
    string Wasm,
    int MaxIterations,
    int MaxSubCalls,
    int Documents,
    long Bytes,
    string? LeftOut,
    string? Session,
    string Prompt);

/// <summary>Shows what a run would begin with, and calls nobody.</summary>
internal static class DryRun
{
    public static async Task PrintAsync(
        CliServices services, ModelPool? models, DocumentSet documents, SessionState? session, bool json, TextWriter output, CancellationToken cancellationToken)
    {
        var settings = services.Settings;
        var status = await services.Get<RustCompiler>().FindToolchainAsync(cancellationToken);
        var request = new PromptRequest(CommandCatalog.BuiltIn, documents, settings.Rlm.Limits)
        {
            HasSubModel = models?.Sub is not null,
            NestedDepth = models?.Root is null ? 0 : settings.Rlm.Limits.MaxDepth,
        };
        var prompt = await services.Get<PromptBuilder>().BuildAsync(request, cancellationToken);
        var shown = new DryRunOutput(
            true,
            settings.Files,
            Describe(models?.Root),
            Describe(models?.Sub),
            Wasm(settings, status),
            settings.Rlm.Limits.MaxIterations,
            settings.Rlm.Limits.MaxSubCalls,
            documents.Documents.Count,
            documents.Context.Length,
            documents.LeftOut.Count > 0 ? LeftOutSummary.Of(documents.LeftOut) : null,
            Describe(session),
            prompt.Text);
        if (json)
        {
            output.WriteLine(JsonSerializer.Serialize(shown, CliJson.Readable.DryRunOutput));
            return;
        }

        output.WriteLine($"configuration: {(shown.Configuration.Count == 0 ? "defaults" : string.Join(", ", shown.Configuration))}");
        output.WriteLine($"root model:    {shown.RootModel ?? "none"}");
        output.WriteLine($"sub model:     {shown.SubModel ?? "none"}");
        output.WriteLine($"WASM:          {shown.Wasm}");
        output.WriteLine($"limits:        {shown.MaxIterations} turns, {shown.MaxSubCalls} sub-calls");
        output.WriteLine($"documents:     {shown.Documents:N0}, {shown.Bytes:N0} bytes");
        if (shown.LeftOut is not null)
        {
            output.WriteLine($"               {TerminalText.Clean(shown.LeftOut)}");
        }

        if (shown.Session is not null)
        {
            output.WriteLine($"session:       {TerminalText.Clean(shown.Session)}");
        }

        output.WriteLine();
        output.WriteLine(TerminalText.Clean(shown.Prompt));
    }

    private static string? Describe(ChatModel? model) => model is null ? null : $"{model.Name} at {model.Endpoint}";

    private static string? Describe(SessionState? session) => session is null ? null
        : $"{session.Name}, question {session.Turn}, {session.Variables.Count} variables{(session.Changes is { } changes ? $". {changes}" : string.Empty)}";

    private static string Wasm(Settings settings, ToolchainStatus status) =>
        !settings.WasmEnabled ? "switched off"
        : status.Toolchain is { } toolchain ? $"rustc {toolchain.Version} with {string.Join(", ", toolchain.Crates.Select(c => c.Name))}"
        : status.Error!.Message;
}
