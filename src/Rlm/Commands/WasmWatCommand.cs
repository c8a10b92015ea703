using Rlm.Wasm;

namespace Rlm.Commands;

internal sealed record WasmWatArguments(string Wat, string Function = "analyze") : CommandArguments;

/// <summary>Runs WebAssembly that a model wrote in the text format. Needs no compiler.</summary>
internal sealed class WasmWatCommand() : Command<WasmWatArguments>(
    new CommandDeclaration(
        "wasm_wat",
        CommandGroup.Compute,
        "Runs a module in the WebAssembly text format: its function gets the address and length of the text in its exported `memory`.",
        [
            new CommandField("wat", "the module, at most 65,536 characters", Required: true),
            new CommandField("function", "the exported function; default analyze"),
        ],
        """{"op":"wasm_wat","wat":"(module (memory (export \"memory\") 1) (func (export \"analyze\") (param $text i32) (param $length i32) (result i32) local.get $length))"}""")
    {
        Need = CommandNeed.Sandbox,
        TakesOn = true,
        TakesStore = true,
        Details = Contract,
    },
    CommandJson.Default.WasmWatArguments)
{
    private const string Contract =
        """
        The module:

        - imports nothing; exports one memory as "memory", without a maximum, and the function;
        - the function has the type `(param i32 i32) (result T)`: the address of the text and its length in bytes. The text is
          UTF-8 and lies behind all that the module declared: memory is grown for it, so data and globals stay as they are;
        - `T` is i32, i64, f32 or f64, which is shown as a number (integers as signed ones), or i32 i32: the address and the
          length of a text in UTF-8, which is shown as it is;
        - more room comes from `memory.grow`.

        Fuel, memory, time and size of the output are limited as for `rust_wasm`.
        """;

    protected override async Task<CommandOutcome> ExecuteAsync(WasmWatArguments arguments, CommandContext context, CancellationToken cancellationToken)
    {
        if (context.Resolve(arguments.On, out var problem) is not { } text)
        {
            return problem!;
        }

        var run = await context.Analyses.RunWatAsync(arguments.Wat, arguments.Function, text, cancellationToken).ConfigureAwait(false);
        return run.Error is { Code: WasmErrorCode.InvalidModule } error
            ? AnalysisOutcome.Of(run with { Error = error with { Message = $"{error.Message}\n\n{Contract}" } }, context)
            : AnalysisOutcome.Of(run, context);
    }
}
