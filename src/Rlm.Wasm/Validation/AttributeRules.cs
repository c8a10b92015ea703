using System.Collections.Frozen;

namespace Rlm.Wasm.Validation;

/// <summary>Only attributes that change nothing outside of the source may be used.</summary>
internal static class AttributeRules
{
    private const string Known = "`#[derive(…)]`, `#[allow(…)]`, `#[inline]`, `#[must_use]`, `#[cfg(test)]`, `#[test]`";

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Allowed = FrozenSet.Create(
        StringComparer.Ordinal,
        "derive", "allow", "warn", "deny", "expect", "forbid", "inline", "cold", "must_use", "cfg", "test", "should_panic",
        "ignore", "doc", "default", "repr", "non_exhaustive", "deprecated", "track_caller")
        .GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Derives = FrozenSet.Create(
        StringComparer.Ordinal,
        "Debug", "Clone", "Copy", "PartialEq", "Eq", "PartialOrd", "Ord", "Hash", "Default")
        .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Reports every other attribute and derive.</summary>
    public static void Check(CodeTokens tokens, ProblemList problems)
    {
        // Attributes inside of a derive are none, but its tokens are looked at once, so that nested ones cost no more.
        var derived = 0;
        for (var i = 0; i < tokens.Count; i++)
        {
            if (!tokens.Is(i, "#"))
            {
                continue;
            }

            var inner = tokens.Is(i + 1, "!");
            var open = inner ? i + 2 : i + 1;
            if (!tokens.Is(open, "["))
            {
                problems.Add(tokens.Offset(i), "`#` begins an attribute, and none follows", "write `#[derive(Debug)]` before an item, or remove it");
                continue;
            }

            var name = tokens.Name(open + 1);
            if (tokens.Is(open + 2, "::"))
            {
                // Attributes of tools say nothing to the compiler.
                if (name is not ("rustfmt" or "clippy"))
                {
                    Refuse(tokens, problems, open + 1, inner);
                }
            }
            else if (!Allowed.Contains(name) || (inner && !IsInnerLint(name)))
            {
                Refuse(tokens, problems, open + 1, inner);
            }
            else if (name is "derive")
            {
                var end = tokens.Closing(open);
                CheckDerives(tokens, problems, Math.Max(open + 2, derived), end);
                derived = Math.Max(derived, end);
            }
        }
    }

    /// <summary>Whether an attribute of the whole file may be left out without changing what it does.</summary>
    public static bool IsInnerLint(ReadOnlySpan<char> name) => name is "allow" or "warn" or "deny" or "expect" or "forbid" or "doc";

    private static void CheckDerives(CodeTokens tokens, ProblemList problems, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            if (!tokens.IsName(i) || tokens.Is(i + 1, "::") || Derives.Contains(tokens.Name(i)))
            {
                continue;
            }

            problems.Add(
                tokens.Offset(i),
                $"`{tokens.Name(i)}` cannot be derived here",
                tokens.Name(i) is "Serialize" or "Deserialize"
                    ? "serde's derives are not there; read fields as in `value[\"name\"].as_str()` from a `serde_json::Value`, build output with `json!({\"name\": x})`"
                    : "the derives are Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash and Default; write other `impl`s by hand");
        }
    }

    private static void Refuse(CodeTokens tokens, ProblemList problems, int index, bool inner)
    {
        var help = tokens.Name(index) switch
        {
            "path" => "write the module in place: `mod name { … }`",
            "cfg_attr" => "write the attribute itself, without a condition",
            "feature" => "the compiler is a stable one; write it without unstable features",
            "macro_use" or "macro_export" => "remove it; the macros of `std` and `json!` are there already",
            "serde" => "serde's derives are not there; read fields as in `value[\"name\"].as_str()` from a `serde_json::Value`",
            "no_mangle" or "export_name" or "link" or "link_section" or "used" or "wasm_bindgen" => "remove it; `pub fn analyze` is all that is called",
            "no_std" or "no_main" or "crate_type" or "crate_name" => "remove it; `std` is there, and `pub fn analyze` is all that is called",
            _ => inner ? "remove it" : $"remove it; the attributes are {Known}",
        };
        var name = tokens.IsName(index) ? tokens.Name(index) : "…";
        problems.Add(tokens.Offset(index), $"the attribute `#{(inner ? "!" : "")}[{name}]` is not allowed", help);
    }
}
