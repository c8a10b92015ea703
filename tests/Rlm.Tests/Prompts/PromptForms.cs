using System.Text.RegularExpressions;
using Microsoft.ML.Tokenizers;
using Rlm.Commands;
using Rlm.Documents;
using Rlm.Prompts;
using Rlm.Runs;

namespace Rlm.Tests.Prompts;

/// <summary>The prompt in the forms that it can have.</summary>
internal static partial class PromptForms
{
    private static readonly Lazy<TiktokenTokenizer> Tokenizer = new(() => TiktokenTokenizer.CreateForEncoding("o200k_base"));

    public static IReadOnlyList<string> Names { get; } =
        ["full", "no_compiler", "no_sub_model", "nothing", "small", "small_no_compiler", "tools", "tools_no_compiler", "small_tools"];

    public static async Task<SystemPrompt> BuildAsync(string form, int? maxPreviewBytes = null, params (string Name, string Text)[] documents)
    {
        using var set = DocumentSet.Of(documents.Select(d => (d.Name, Text.FromText(d.Text))));
        var request = new PromptRequest(CommandCatalog.BuiltIn, set, new RunLimits())
        {
            HasSubModel = form is not ("no_sub_model" or "nothing"),
            NestedDepth = form is "no_sub_model" or "nothing" ? 0 : 2,
            Size = form.StartsWith("small", StringComparison.Ordinal) ? PromptSize.Small : PromptSize.Full,
            ToolCalls = form.Contains("tools", StringComparison.Ordinal),
            MaxPreviewBytes = maxPreviewBytes,
        };
        var builder = form is "nothing" || form.EndsWith("no_compiler", StringComparison.Ordinal) ? Sandbox.NoPrompts : Sandbox.Prompts;
        return await builder.BuildAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Tokens of everything that stands before the question.</summary>
    public static int Tokens(SystemPrompt prompt) =>
        Tokenizer.Value.CountTokens(prompt.Text) + prompt.PriorTurns.Sum(t => Tokenizer.Value.CountTokens(t.Text) + 4);

    /// <summary>The prompt and the turns after it, without what depends on the machine.</summary>
    public static string Plain(SystemPrompt prompt) =>
        Crates().Replace(prompt.Text, "{crates}") + "\n" + string.Concat(prompt.PriorTurns.Select(t => $"\n--- {(t.FromModel ? "model" : "user")}\n{t.Text}\n"));

    [GeneratedRegex(@"Also the crates .* no others\.|No other crates\.")]
    private static partial Regex Crates();
}
