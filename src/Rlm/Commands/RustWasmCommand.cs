using Rlm.Analyses;
using Rlm.Documents;

namespace Rlm.Commands;

internal sealed record RustWasmArguments(string? Code = null, IReadOnlyDictionary<string, string>? Inputs = null) : CommandArguments;

/// <summary>Compiles and runs a Rust analysis over whole texts.</summary>
internal sealed class RustWasmCommand() : Command<RustWasmArguments>(
    new CommandDeclaration(
        "rust_wasm",
        CommandGroup.Compute,
        "Compiles and runs the Rust function `analyze` over a whole text, however large. Exact, and fast.",
        [
            new CommandField("code", "Rust that defines `pub fn analyze(input: &str) -> String`; or put it in a ```rust block after the command"),
            new CommandField("inputs", "for several parameters: {\"parameter\": \"variable or document\"}"),
        ],
        """{"op":"rust_wasm","code":"pub fn analyze(input: &str) -> String { input.lines().count().to_string() }","store":"n"}""")
    {
        Need = CommandNeed.Compiler,
        TakesOn = true,
        TakesStore = true,
    },
    CommandJson.Default.RustWasmArguments)
{
    protected override async Task<CommandOutcome> ExecuteAsync(
        RustWasmArguments arguments, CommandContext context, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(arguments.Code))
        {
            return CommandOutcome.Failed("invalid_arguments", $"rust_wasm: there is no code. Give `code`, or a ```rust block after the command. {Declaration.Example}");
        }

        var binder = new InputBinder(context.Variables, context.Documents, arguments.On, arguments.Inputs);
        var run = await context.Analyses.RunAsync(arguments.Code, binder.Bind, null, cancellationToken).ConfigureAwait(false);
        var fixes = string.Concat(run.Facts.Fixes.Select(f => $"\n\nnote: mended as the compiler proposed, line {f.Line}: {f.Error} ({f.Advice})"));
        var log = fixes + (run.Log.Length == 0 ? string.Empty : $"\n\nlog:\n{TerminalText.Clean(run.Log.TrimEnd())}");
        if (run.Error is { } error)
        {
            return CommandOutcome.Failed(SnakeCase.Of(error.Code.ToString()), error.Message + log) with { Analysis = run.Facts };
        }

        var value = Text.FromUtf8(run.Output!.Value);
        var shown = TextOutcome.Of(value, context);
        return shown with { Output = shown.Output + log, Analysis = run.Facts };
    }
}
