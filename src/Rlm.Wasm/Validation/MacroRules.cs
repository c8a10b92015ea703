using System.Collections.Frozen;

namespace Rlm.Wasm.Validation;

/// <summary>Only macros that are known to read nothing may be used, whatever path leads to them.</summary>
internal static class MacroRules
{
    private const string Known = "`format!`, `println!`, `vec!`, `write!`, `writeln!`, `matches!`, `assert!`, `panic!`, `json!`";

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Allowed = FrozenSet.Create(
        StringComparer.Ordinal,
        "format", "format_args", "print", "println", "eprint", "eprintln", "dbg", "write", "writeln",
        "vec", "matches", "assert", "assert_eq", "assert_ne", "assert_matches",
        "debug_assert", "debug_assert_eq", "debug_assert_ne", "debug_assert_matches",
        "panic", "todo", "unimplemented", "unreachable", "compile_error",
        "concat", "stringify", "line", "column", "module_path", "cfg", "thread_local", "json")
        .GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> Advice =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["env"] = "an analysis sees no environment; write the value as a constant or take it as a parameter of `analyze`",
            ["option_env"] = "an analysis sees no environment; write the value as a constant or take it as a parameter of `analyze`",
            ["asm"] = "there is no assembly here; write plain Rust",
            ["global_allocator"] = "the allocator is there already; remove it",
            ["alloc_error_handler"] = "a refused allocation is reported already; remove it",
            ["file"] = "an analysis has no file; `line!()` gives the line",
            ["lazy_static"] = "write `static NAME: std::sync::LazyLock<T> = std::sync::LazyLock::new(|| …);`",
            ["hashmap"] = "write `HashMap::from([(key, value), …])`",
            ["btreemap"] = "write `BTreeMap::from([(key, value), …])`",
            ["hashset"] = "write `HashSet::from([value, …])`",
            ["btreeset"] = "write `BTreeSet::from([value, …])`",
            ["regex"] = "write `Regex::new(r\"…\").unwrap()`, once and outside of loops",
            ["anyhow"] = "return `Err(format!(…))` from a function that returns `Result<_, String>`",
            ["bail"] = "return `Err(format!(…))` from a function that returns `Result<_, String>`",
            ["ensure"] = "write `if !condition { return Err(format!(…)); }`",
            ["trace"] = "write `eprintln!(…)`; it comes back with the result",
            ["debug"] = "write `eprintln!(…)`; it comes back with the result",
            ["info"] = "write `eprintln!(…)`; it comes back with the result",
            ["warn"] = "write `eprintln!(…)`; it comes back with the result",
            ["error"] = "write `eprintln!(…)`; it comes back with the result",
            ["try"] = "write `?` behind the expression",
            ["izip"] = "write `a.iter().zip(b.iter())`",
        }.ToFrozenDictionary(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Reports every use of another macro.</summary>
    public static void Check(CodeTokens tokens, ProblemList problems)
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            // `!=` is a token of its own; `if !x` and its like are no macros.
            if (tokens.IsName(i) && tokens.Is(i + 1, "!") && !tokens.IsExpressionKeyword(i))
            {
                var name = tokens.Name(i);
                if (!Allowed.Contains(name) && !problems.Has(tokens.Offset(i)))
                {
                    var help = Advice.TryGetValue(name, out var known) ? known : $"write a function, or use one of {Known}";
                    problems.Add(tokens.Offset(i), $"the macro `{name}!` is not there", help);
                }
            }
        }
    }

    /// <summary>
    /// Whether a name may not be imported, since the import could give another name to a macro that reads, or to an
    /// attribute that shapes the whole program.
    /// </summary>
    public static bool IsHidden(ReadOnlySpan<char> name) =>
        name is "env" or "option_env" or "asm" or "global_allocator" or "alloc_error_handler";

    /// <summary>What to write instead of a macro.</summary>
    public static string HelpFor(ReadOnlySpan<char> name) => Advice[name];
}
