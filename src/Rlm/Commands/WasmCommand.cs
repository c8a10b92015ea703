using System.Text.Json;
using System.Text.Json.Nodes;
using Rlm.ReadyMade;
using Rlm.Wasm;

namespace Rlm.Commands;

internal sealed record WasmArguments(string Module, JsonNode? Args = null) : CommandArguments;

/// <summary>Runs one of the analyses that RLM brings. Needs no compiler.</summary>
internal sealed class WasmCommand() : Command<WasmArguments>(
    new CommandDeclaration(
        "wasm",
        CommandGroup.Compute,
        $"Runs a ready-made analysis over a whole text, however large: {ReadyMadeCatalog.Names}.",
        [
            new CommandField("module", "which analysis", Required: true),
            new CommandField("args", "an object with what the analysis is told; when it is wrong, the error lists what there is") { Type = CommandFieldType.Fields },
        ],
        """{"op":"wasm","module":"top_words","args":{"n":10}}""")
    {
        Need = CommandNeed.Sandbox,
        TakesOn = true,
        TakesStore = true,
        Details = $"The analyses:\n\n{ReadyMadeCatalog.Description}",
    },
    CommandJson.Default.WasmArguments)
{
    protected override async Task<CommandOutcome> ExecuteAsync(WasmArguments arguments, CommandContext context, CancellationToken cancellationToken)
    {
        if (ReadyMadeCatalog.Find(arguments.Module) is not { } analysis)
        {
            return CommandOutcome.Failed(
                "invalid_arguments", $"wasm: there is no module `{arguments.Module}`. There are:\n{ReadyMadeCatalog.Description}\n\n{Declaration.Example}");
        }

        if (context.Resolve(arguments.On, out var problem) is not { } text)
        {
            return problem!;
        }

        if (Object(arguments.Args) is not { } given)
        {
            return Wrong(analysis, "`args` is not an object");
        }

        if (Expand(given, context) is { } tooLong)
        {
            return CommandOutcome.Failed("too_long", tooLong);
        }

        if (ArgumentCheck.Write(analysis, given, out var wrong) is not { } args)
        {
            return Wrong(analysis, wrong!);
        }

        var run = await context.Analyses.RunReadyMadeAsync(
            ReadyMadeModules.Of(analysis), ReadyMadeInputs.Of(analysis, text, args), cancellationToken).ConfigureAwait(false);
        return run.Error switch
        {
            { Returned: { } returned } => Wrong(analysis, returned) with { Analysis = run.Facts },
            { } error => AnalysisOutcome.Of(run with { Error = Reword(analysis, error) }, context),
            null => AnalysisOutcome.Of(run, context),
        };
    }

    /// <summary>The arguments, also where a model wrote the object as a text, or none; null when they are something else.</summary>
    private static JsonObject? Object(JsonNode? args)
    {
        if (args is not JsonValue value)
        {
            return args is null ? [] : args as JsonObject;
        }

        try
        {
            return value.GetValueKind() == JsonValueKind.String ? JsonNode.Parse(value.ToString()) as JsonObject : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Puts variables in the place of <c>${name}</c>; says why where that cannot be done.</summary>
    private static string? Expand(JsonObject args, CommandContext context)
    {
        foreach (var (name, value) in args.Where(a => a.Value?.GetValueKind() == JsonValueKind.String).ToList())
        {
            args[name] = context.Variables.Expand(value!.ToString(), out var tooLong);
            if (tooLong is not null)
            {
                return tooLong;
            }
        }

        return null;
    }

    private static CommandOutcome Wrong(ReadyMadeAnalysis analysis, string what) => CommandOutcome.Failed(
        "invalid_arguments",
        $"wasm {analysis.Name}: {what}.\n{analysis.Describe()}\n{{\"op\":\"wasm\",\"module\":\"{analysis.Name}\",\"args\":{analysis.Example}}}");

    /// <summary>The code is not the model's, so it is told what it can do about the text and the arguments.</summary>
    private static WasmError Reword(ReadyMadeAnalysis analysis, WasmError error) => error.Code switch
    {
        WasmErrorCode.TimedOut or WasmErrorCode.OutOfFuel => error with
        {
            Message = $"wasm {analysis.Name}: the text was too much for the time or fuel that an analysis may use. Take a part of it (`on`), or a simpler pattern.",
        },
        WasmErrorCode.OutOfMemory or WasmErrorCode.InputTooLarge or WasmErrorCode.OutputTooLarge => error with
        {
            Message = $"wasm {analysis.Name}: the text, or all that is different in it, does not fit in the memory that an analysis may use. Take a part of it (`on`), one column, or a narrower pattern.",
        },
        _ => error,
    };
}
