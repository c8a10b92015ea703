namespace Rlm.Wasm.Validation;

/// <summary>Words that an analysis may not say at all, raw or not, and modules that would be read from other files.</summary>
internal static class WordRules
{
    /// <summary>Reports them all.</summary>
    public static void Check(CodeTokens tokens, ProblemList problems)
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            if (!tokens.IsName(i))
            {
                continue;
            }

            var help = tokens.Name(i) switch
            {
                "include" or "include_str" or "include_bytes" =>
                    "it would read a file of the machine that compiles; take the text as a parameter of `analyze`, e.g. `pub fn analyze(input: &str, other: &str) -> String`",
                "macro_rules" or "macro" => "an analysis defines no macros; write a function, a closure or a generic function",
                "unsafe" => "an analysis is safe Rust; use slices, iterators and the checked methods of `str` and `Vec`",
                "extern" => "nothing is linked from outside; `std`, `regex` and `serde_json` are there without `extern crate`",
                "global_asm" or "naked_asm" => "there is no assembly here; write plain Rust",


                // Whether it is refused depends on what runs beside; the allocator's own refusals are known to the host.
                "memory_grow" => "memory is the allocator's; use `Vec` and `String`, with `try_reserve` where it may not suffice",
                _ => null,
            };
            if (help is not null)
            {
                problems.Add(tokens.Offset(i), $"`{tokens.Name(i)}` is not allowed", help);
            }
            else if (tokens.IsKeyword(i, "async") || (tokens.IsKeyword(i, "await") && tokens.Is(i - 1, ".")))
            {
                problems.Add(
                    tokens.Offset(i),
                    $"`{tokens.Text(i)}` has nothing to run it",
                    "write plain functions; `rlm::llm_query_batch(&prompts)` asks many questions at once");
            }
            else if (tokens.IsKeyword(i, "mod") && !(tokens.IsName(i + 1) && tokens.Is(i + 2, "{")))
            {
                problems.Add(
                    tokens.Offset(i),
                    "a module without a body would be read from another file",
                    $"write the module in place: `mod {(tokens.IsName(i + 1) ? tokens.Name(i + 1) : "name")} {{ … }}`");
            }
        }
    }
}
