using System.Collections.Frozen;

namespace Rlm.Wasm.Validation;

/// <summary>Crates that authors reach for, and how to do without.</summary>
internal static class ExternalCrates
{
    private const string Errors = "return `Result<_, String>` with `Err(format!(…))`, or `Box<dyn std::error::Error>`";
    private const string Threads = "there is one thread; write `pub fn merge(parts: &[String]) -> String` and `analyze` runs on chunks in parallel";
    private const string Lazy = "use `std::sync::LazyLock` or `OnceLock`";
    private const string Hashing = "use `std::collections::HashMap` and `HashSet`";
    private const string Logging = "write `eprintln!(…)`; it comes back with the result";
    private const string Dates = "split dates by hand: `let y: i32 = s[0..4].parse().unwrap()`; ISO dates also sort and compare as text";
    private const string Unicode = "use `char` and `str` methods: `to_lowercase`, `is_alphabetic`, `chars`";
    private const string Async = "nothing runs futures here; write plain functions";
    private const string NoHost = "an analysis sees only its parameters; take each text as a parameter of `analyze`";
    private const string Markup = "scan with `find` and `split`, or use `regex`";

    private static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> Advice =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["alloc"] = "write `std` instead of `alloc`",
            ["serde"] = "use `serde_json::Value`: `let v: serde_json::Value = serde_json::from_str(text).unwrap()`, then `v[\"name\"].as_str()`",
            ["serde_derive"] = "use `serde_json::Value` and read fields as in `v[\"name\"].as_str()`",
            ["csv"] = "split by hand: `line.split(',')`, or a loop over `chars` that minds quotes",
            ["rand"] = "there is no randomness, so that equal input gives equal output; write a small generator such as `x ^= x << 13` with a fixed seed",
            ["itertools"] = "use std iterators: `collect::<Vec<_>>().join(\",\")`, `sort` and `dedup`, `chunks`, a `HashMap` for groups",
            ["lazy_static"] = Lazy,
            ["once_cell"] = Lazy,
            ["rayon"] = Threads,
            ["crossbeam"] = Threads,
            ["num_cpus"] = Threads,
            ["parking_lot"] = "use `std::cell::RefCell` or `std::sync::Mutex`",
            ["dashmap"] = Hashing,
            ["hashbrown"] = Hashing,
            ["ahash"] = Hashing,
            ["fnv"] = Hashing,
            ["fxhash"] = Hashing,
            ["rustc_hash"] = Hashing,
            ["indexmap"] = "use a `Vec` for the order and a `HashMap` for the index, or a `BTreeMap`",
            ["maplit"] = "write `HashMap::from([(key, value), …])`",
            ["lru"] = Hashing,
            ["chrono"] = Dates,
            ["time"] = Dates,
            ["jiff"] = Dates,
            ["anyhow"] = Errors,
            ["thiserror"] = Errors,
            ["eyre"] = Errors,
            ["log"] = Logging,
            ["env_logger"] = Logging,
            ["tracing"] = Logging,
            ["tokio"] = Async,
            ["futures"] = Async,
            ["async_std"] = Async,
            ["reqwest"] = NoHost,
            ["ureq"] = NoHost,
            ["libc"] = NoHost,
            ["walkdir"] = NoHost,
            ["tempfile"] = NoHost,
            ["clap"] = NoHost,
            ["wasm_bindgen"] = "remove it; `pub fn analyze` is all that is called",
            ["unicode_segmentation"] = Unicode,
            ["unicode_normalization"] = Unicode,
            ["deunicode"] = Unicode,
            ["bstr"] = "use `&[u8]` and `String::from_utf8_lossy`",
            ["memchr"] = "use `str::find`, `match_indices` and `bytes().position(…)`",
            ["aho_corasick"] = "use `Regex::new(\"one|two|three\")`, which does the same",
            ["fancy_regex"] = "use the crate `regex`, which has no lookaround and no backreferences; check the surroundings in code",
            ["regex_lite"] = "use the crate `regex`",
            ["ordered_float"] = "sort with `a.total_cmp(&b)`; keep floats in a map as `x.to_bits()`",
            ["num"] = "use `u128`, `i128` or `f64`",
            ["num_traits"] = "use concrete number types",
            ["num_bigint"] = "use `u128` or `i128`",
            ["statrs"] = "compute it by hand: sort a `Vec<f64>` with `total_cmp`, then index it",
            ["ndarray"] = "use `Vec<Vec<f64>>`",
            ["polars"] = "use `HashMap`, `Vec` and `split`",
            ["petgraph"] = "use `HashMap<usize, Vec<usize>>`",
            ["smallvec"] = "use `Vec`",
            ["either"] = "use an `enum`",
            ["bitflags"] = "use constants of an integer type",
            ["toml"] = "read it line by line with `split_once('=')`",
            ["serde_yaml"] = "read it line by line with `split_once(':')`",
            ["quick_xml"] = Markup,
            ["roxmltree"] = Markup,
            ["scraper"] = Markup,
            ["html5ever"] = Markup,
            ["encoding_rs"] = "every text is UTF-8 already",
            ["strsim"] = "write the distance by hand; it is a loop over two rows of a table",
            ["url"] = "take it apart with `split_once(\"://\")` and `split('/')`",
            ["uuid"] = "keep it as text",
            ["sha2"] = "use `std::hash::DefaultHasher` where any hash will do",
            ["md5"] = "use `std::hash::DefaultHasher` where any hash will do",
            ["base64"] = "decode it by hand, six bits a character",
            ["hex"] = "use `u8::from_str_radix(&s[i..i + 2], 16)` and `format!(\"{b:02x}\")`",
            ["nom"] = Markup,
            ["pest"] = Markup,
            ["glob"] = "use `regex` or `starts_with` and `ends_with`",
            ["flate2"] = NoHost,
            ["textwrap"] = "wrap by hand in a loop over `split_whitespace`",
            ["heck"] = Unicode,
        }.ToFrozenDictionary(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>How to do without a crate, or null when it is none that is known.</summary>
    public static string? HelpFor(ReadOnlySpan<char> name) => Advice.TryGetValue(name, out var help) ? help : null;
}
