using System.Text;
using Rlm.Commands;
using Rlm.Documents;
using Rlm.Runs;
using Rlm.Wasm.Execution;
using Rlm.Wasm.Toolchain;

namespace Rlm.Prompts;

/// <summary>Words everything that RLM itself says to a root model.</summary>
/// <param name="toolchain">Tells whether analyses can be compiled, and against which crates.</param>
/// <param name="limits">The limits in force.</param>
/// <param name="enabled">False: analyses are switched off, whatever is installed.</param>
public sealed class PromptBuilder(ToolchainLocator toolchain, ExecutionOptions limits, bool enabled = true)
{
    /// <summary>What a model is told before its last turn.</summary>
    /// <param name="why">Why it is the last: one sentence.</param>
    public static string LastTurn(string why) => PromptText.Read("last_turn").Replace("{why}", why, StringComparison.Ordinal);

    /// <summary>The user's question as the first message.</summary>
    public static string Question(string question) => $"Question: {question}";

    /// <summary>What a model is told when its reply held no command.</summary>
    public static string Unreadable(IReadOnlyList<string> problems)
    {
        var text = PromptText.Read("unreadable");
        return problems.Count == 0 ? text : $"{string.Join('\n', problems)}\n\n{text}";
    }

    /// <summary>The system prompt for these documents and whatever is available here.</summary>
    /// <param name="catalog">The commands.</param>
    /// <param name="documents">What the question is about.</param>
    /// <param name="hasSubModel">Whether a model answers <c>llm_query</c>.</param>
    /// <param name="runLimits">What the run may take.</param>
    /// <param name="cancellationToken">Ends the reading of documents.</param>
    public async Task<SystemPrompt> BuildAsync(
        CommandCatalog catalog, DocumentSet documents, bool hasSubModel, RunLimits runLimits, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(documents);
        ArgumentNullException.ThrowIfNull(runLimits);
        var compiler = enabled ? (await toolchain.FindAsync(cancellationToken).ConfigureAwait(false)).Toolchain : null;
        var commands = catalog.Commands
            .Select(c => c.Declaration)
            .Where(d => d.Need switch
            {
                CommandNeed.Compiler => compiler is not null,
                CommandNeed.SubModel => hasSubModel,
                _ => true,
            });
        var rust = compiler is null
            ? PromptText.Read("no_compiler").Replace(
                "{why}", enabled ? "No Rust compiler is installed" : "Running code is switched off", StringComparison.Ordinal)
            : PromptText.Read("rust")
                .Replace("{crates}", Crates(compiler), StringComparison.Ordinal)
                .Replace("{timeout}", $"{limits.Timeout.TotalSeconds:0}", StringComparison.Ordinal);
        return new SystemPrompt(PromptText.Read("system")
            .Replace("{reply}", PromptText.Read(compiler is null ? "reply_with_commands" : "reply_with_rust"), StringComparison.Ordinal)
            .Replace("{commands}", Describe(commands), StringComparison.Ordinal)
            .Replace("{rust}", rust, StringComparison.Ordinal)
            .Replace("{iterations}", $"{runLimits.MaxIterations}", StringComparison.Ordinal)
            .Replace("{output_limit}", $"{runLimits.OutputLimit:N0}", StringComparison.Ordinal)
            .Replace("{documents}", DocumentPreview.Of(documents, cancellationToken), StringComparison.Ordinal));
    }

    private static string Crates(RustToolchain compiler)
    {
        var names = compiler.Crates.Select(c => c.Name).Where(n => n != GuestCrate.Rlm).Select(n => $"`{n}`").ToList();
        return names.Count == 0 ? "No other crates." : $"Also the crates {string.Join(" and ", names)} (no derive macros); no others.";
    }

    private static string Describe(IEnumerable<CommandDeclaration> commands)
    {
        var text = new StringBuilder();
        foreach (var command in commands)
        {
            text.Append($"- `{command.Op}`: {command.Summary}\n  {command.Example}\n");
        }

        return text.ToString().TrimEnd();
    }
}
