using Rlm.Commands;

namespace Rlm.Prompts;

/// <summary>Which commands a prompt offers.</summary>
internal static class ShownCommands
{
    /// <summary>
    /// Of the six of a small prompt, one computes: <c>rust_wasm</c>, or <c>regex</c> where nothing can be compiled; code
    /// does all that a pattern does. <c>llm_query</c> is not among them: what is to be understood, a small model reads in
    /// the lines that it found, and asking is one more choice that may be the wrong one. A command that is not offered
    /// works all the same.
    /// </summary>
    private static readonly string[] WithCompiler = ["find", "lines", "count", "rust_wasm", "final", "final_var"];

    /// <summary>Nobody writes WebAssembly by hand who can write Rust.</summary>
    private const string ByHand = "wasm_wat";

    private static readonly string[] WithoutCompiler = ["find", "lines", "regex", "count", "final", "final_var"];

    public static IReadOnlyList<CommandDeclaration> Of(PromptRequest request, bool hasCompiler, bool hasSandbox)
    {
        var few = hasCompiler ? WithCompiler : WithoutCompiler;
        return
        [
            .. request.Catalog.Commands
                .Select(c => c.Declaration)
                .Where(d => request.Size == PromptSize.Full ? !hasCompiler || d.Op != ByHand : few.Contains(d.Op))
                .Where(d => d.Need switch
                {
                    CommandNeed.Compiler => hasCompiler,
                    CommandNeed.SubModel => request.HasSubModel,
                    CommandNeed.Sandbox => hasSandbox,
                    CommandNeed.NestedRuns => request.NestedDepth > 0,
                    _ => true,
                }),
        ];
    }
}
