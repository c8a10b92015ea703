using Rlm.Analyses;
using Rlm.Mending;
using Rlm.Wasm;

namespace Rlm.Commands;

internal sealed record RustWasmArguments(string? Code = null, string? Intent = null, IReadOnlyDictionary<string, string>? Inputs = null) : CommandArguments;

/// <summary>Compiles and runs a Rust analysis over whole texts.</summary>
internal sealed class RustWasmCommand() : Command<RustWasmArguments>(
    new CommandDeclaration(
        "rust_wasm",
        CommandGroup.Compute,
        "Compiles and runs the Rust function `analyze` over a whole text, however large. Exact, and fast.",
        [
            new CommandField("code", "Rust that defines `pub fn analyze(input: &str) -> String`; or put it in a ```rust block after the command"),
            new CommandField("intent", "instead of code: what it is to compute, and a model writes it"),
            new CommandField("inputs", "for several parameters: {\"parameter\": \"variable or document\"}") { Type = CommandFieldType.TextsByName },
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
        var code = arguments.Code;
        if (string.IsNullOrWhiteSpace(code))
        {
            var (written, problem) = await WriteAsync(arguments.Intent, context, cancellationToken).ConfigureAwait(false);
            if (problem is not null)
            {
                return problem;
            }

            code = written!;
        }

        var binder = new InputBinder(context.Variables, context.Documents, arguments.On, arguments.Inputs);
        var run = await RunAsync(code, binder.Bind, context, cancellationToken).ConfigureAwait(false);
        var mending = string.Empty;
        if (run.Error is { } wrong && CodeMender.CanMend(wrong) && context.Coder is { } coder)
        {
            (run, mending) = await MendAsync(coder, code, run, binder.Bind, context, cancellationToken).ConfigureAwait(false);
        }

        return Describe(run, mending, context);
    }

    private async Task<(string? Code, CommandOutcome? Problem)> WriteAsync(
        string? intent, CommandContext context, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(intent))
        {
            return (null, CommandOutcome.Failed(
                "invalid_arguments", $"rust_wasm: there is no code. Give `code`, or a ```rust block after the command. {Declaration.Example}"));
        }

        if (context.Coder is not { } coder)
        {
            return (null, CommandOutcome.Failed("not_configured", "rust_wasm: no model writes code to an `intent` here. Give the `code` itself."));
        }

        var (code, error) = await coder.WriteAsync(intent, context.Documents, cancellationToken).ConfigureAwait(false);
        return (code, error is null ? null : CommandOutcome.Failed(error.Code, $"rust_wasm: the code was not written. {error.Message} Give the `code` itself."));
    }

    /// <summary>Has the code mended until it compiles or the attempts are used up; then its own errors count, not those of the attempts.</summary>
    private static async Task<(AnalysisRun Run, string Note)> MendAsync(
        CodeMender coder, string code, AnalysisRun first, BindInputs bind, CommandContext context, CancellationToken cancellationToken)
    {
        var (run, attempt) = (first, 0);
        while (run.Error is { } wrong && CodeMender.CanMend(wrong) && attempt < coder.Attempts)
        {
            attempt++;
            var (mended, problem) = await coder.MendAsync(code, wrong, attempt, cancellationToken).ConfigureAwait(false);
            if (mended is null)
            {
                return (Failed(first, wrong), $"\n\nnote: a model was to mend it and did not: {problem!.Message}");
            }

            code = mended;
            run = await RunAsync(code, bind, context, cancellationToken).ConfigureAwait(false);
        }

        return run.Error is { } left && CodeMender.CanMend(left)
            ? (Failed(first, left), attempt == 0 ? string.Empty : $"\n\nnote: a model tried {attempt} times to mend it, in vain. Write it more simply, or do with find, regex, count and index_terms.")
            : (run, $"\n\nnote: the code did not compile; a model mended it (attempt {attempt}):\n```rust\n{code.Trim()}\n```");
    }

    /// <summary>The first code's failure, with what is wrong with the code that was tried last.</summary>
    private static AnalysisRun Failed(AnalysisRun first, WasmError last) => first with { Facts = first.Facts with { Diagnostics = CodeDiagnostics.Of(last) } };

    private static Task<AnalysisRun> RunAsync(string code, BindInputs bind, CommandContext context, CancellationToken cancellationToken) =>
        context.Analyses.RunAsync(code, bind, new AnalysisHost(context), context.Progress, cancellationToken);

    private static CommandOutcome Describe(AnalysisRun run, string mending, CommandContext context)
    {
        var fixes = string.Concat(run.Facts.Fixes.Select(f => $"\n\nnote: mended as the compiler proposed, line {f.Line}: {f.Error} ({f.Advice})"));
        return AnalysisOutcome.Of(run, context, fixes + mending);
    }
}
