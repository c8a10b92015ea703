using System.Text;
using Rlm.Commands;
using Rlm.Wasm.Compilation;
using Rlm.Wasm.Execution;
using Rlm.Wasm.Toolchain;

namespace Rlm.Prompts;

/// <summary>Words everything that RLM itself says to a root model.</summary>
/// <param name="rust">Tells whether analyses can be compiled, and against which crates.</param>
/// <param name="limits">The limits in force.</param>
/// <param name="enabled">False: analyses are switched off, whatever is installed.</param>
public sealed class PromptBuilder(RustCompiler rust, ExecutionOptions limits, bool enabled = true)
{
    /// <summary>What a model is told before its last turn.</summary>
    /// <param name="why">Why it is the last: one sentence.</param>
    public static string LastTurn(string why) => PromptTemplate.Fill(PromptText.Read("last_turn"), ("why", why));

    /// <summary>The user's question as the first message.</summary>
    public static string Question(string question) => $"Question: {question}";

    /// <summary>What a model is told when its reply held no command.</summary>
    public static string Unreadable(IReadOnlyList<string> problems)
    {
        var text = PromptText.Read("unreadable");
        return problems.Count == 0 ? text : $"{string.Join('\n', problems)}\n\n{text}";
    }

    /// <summary>The system prompt for these documents and whatever is available here.</summary>
    /// <param name="request">What it is for.</param>
    /// <param name="cancellationToken">Ends the reading of documents.</param>
    /// <exception cref="Documents.DocumentChangedException">The bytes of a document are no longer there.</exception>
    public async Task<SystemPrompt> BuildAsync(PromptRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var compiler = enabled ? (await rust.FindToolchainAsync(cancellationToken).ConfigureAwait(false)).Toolchain : null;
        var commands = ShownCommands.Of(request, compiler is not null, enabled);
        var preview = DocumentPreview.Of(request.Documents, request.MaxPreviewBytes, cancellationToken);
        var small = request.Size == PromptSize.Small;
        var text = PromptTemplate.Fill(
            PromptText.Read(small ? "small" : "system"),
            ("reply", small ? PromptText.Read(request.ToolCalls ? "small_reply_with_tools" : "small_reply") : Reply(request, compiler)),
            ("commands", Describe(commands, request)),
            ("rust", small ? RustInShort(compiler) : Rust(request, compiler)),
            ("iterations", $"{request.Limits.MaxIterations:N0}"),
            ("limits", Limits(request, commands)),
            ("documents", preview));
        return new SystemPrompt(text)
        {
            Commands = commands,
            Toolchain = compiler?.Fingerprint,
            PriorTurns = !small || request.ToolCalls ? [] : PriorTurns.Read(compiler is null ? "small_turns_commands" : "small_turns_rust"),
        };
    }

    private static string Reply(PromptRequest request, RustToolchain? compiler)
    {
        var form = (request.ToolCalls, compiler is not null) switch
        {
            (false, true) => "reply_with_rust",
            (false, false) => "reply_with_commands",
            (true, true) => "reply_with_tools",
            (true, false) => "reply_with_tools_only",
        };
        var inCode = compiler is null ? ", or `llm_map` about each part of a long text"
            : ", `llm_map` about each part of a long text, or `rlm::llm_query_batch` in an analysis about rows";
        return PromptTemplate.Fill(
            PromptText.Read(form),
            ("example", PromptExample.All[0].Block),
            ("ask", request.HasSubModel ? PromptTemplate.Fill(PromptText.Read("ask"), ("in_code", inCode)) : string.Empty));
    }

    private string Rust(PromptRequest request, RustToolchain? compiler)
    {
        if (compiler is null)
        {
            return PromptText.Read(enabled ? "no_compiler" : "no_sandbox");
        }

        string[] ask = [.. request.HasSubModel ? new[] { "rust_ask" } : [], .. request.NestedDepth > 0 ? new[] { "rust_nested" } : []];
        return PromptTemplate.Fill(
            PromptText.Read("rust"),
            ("crates", Crates(compiler)),
            ("ask", string.Join('\n', ask.Select(PromptText.Read))),
            ("timeout", Timeout),
            ("examples", Examples(request, compiler)));
    }

    private string RustInShort(RustToolchain? compiler) => compiler is null
        ? string.Empty
        : PromptTemplate.Fill(PromptText.Read("small_rust"), ("crates", Crates(compiler)), ("timeout", Timeout));

    private string Timeout => $"{limits.Timeout.TotalSeconds:0.#}";

    private static string Examples(PromptRequest request, RustToolchain compiler)
    {
        var text = new StringBuilder("## Examples of analyses\n");
        var shown = PromptExample.All
            .Skip(request.ToolCalls ? 0 : 1)
            .Where(e => request.HasSubModel || !e.NeedsSubModel)
            .Where(e => e.Crate is null || compiler.Crates.Any(c => c.Name == e.Crate));
        foreach (var example in shown)
        {
            text.Append($"{example.Title}\n{example.Block}\n");
        }

        return text.ToString().TrimEnd();
    }

    private static string Limits(PromptRequest request, IReadOnlyList<CommandDeclaration> commands)
    {
        var text = new StringBuilder($"You see at most {request.Limits.OutputLimit:N0} characters of an output; \"store\" keeps all of it.");
        if (commands.Any(c => c.Group == CommandGroup.Ask))
        {
            text.Append($" Questions to models in the whole run, however they are asked: at most {request.Limits.MaxSubCalls:N0}.");
        }

        if (commands.Any(c => c.Need == CommandNeed.NestedRuns))
        {
            text.Append($" Runs inside runs: {request.NestedDepth} deep.");
        }

        return text.ToString();
    }

    private static string Crates(RustToolchain compiler)
    {
        var names = compiler.Crates.Select(c => c.Name).Where(n => n != GuestCrate.Rlm).Select(n => $"`{n}`").ToList();
        return names.Count == 0 ? "No other crates." : $"Also the crates {string.Join(" and ", names)} (no derive macros); no others.";
    }

    /// <summary>Tools are declared with their fields besides the prompt, and how to write code stands where replies are explained.</summary>
    private static string Describe(IEnumerable<CommandDeclaration> commands, PromptRequest request)
    {
        var text = new StringBuilder();
        foreach (var command in commands)
        {
            // What follows the first sentence is about several commands in one reply.
            var end = request.Size == PromptSize.Small ? command.Summary.IndexOf(". ", StringComparison.Ordinal) : -1;
            var summary = end < 0 ? command.Summary : command.Summary[..(end + 1)];
            text.Append(request.ToolCalls || command.Need == CommandNeed.Compiler ? $"- `{command.Op}`: {summary}\n" : $"- {command.Example} {summary}\n");
        }

        return text.ToString().TrimEnd();
    }
}
