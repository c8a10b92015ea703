using Rlm.Runs;
using static Rlm.Configuration.SettingValues;

namespace Rlm.Configuration;

/// <summary>All settings but <c>[[providers]]</c>. The reference page is generated from this list.</summary>
internal static class SettingList
{
    public const string TrueOrFalse = "true or false";

    /// <summary>What holds at least where nothing is set and the input decides.</summary>
    private const double LeastFuel = 5e9;
    private const double LeastMemory = 256L << 20;

    public static IReadOnlyList<Setting> All { get; } =
    [
        new("model", "RLM_MODEL", "`TYPE:NAME`, `recorded:FILE` or a name", "what is found", "The model that drives the run and answers `llm_query`.",
            (s, v) => Text(v, x => s.Model = x)) { Flag = "--model" },
        new("base_url", "RLM_BASE_URL", "address", "the provider's own", "Where the model answers.",
            (s, v) => Text(v, x => s.BaseUrl = x)) { Flag = "--base-url" },
        new("wasm.enabled", "RLM_WASM_ENABLED", TrueOrFalse, "true", "Whether analyses may be compiled and run.",
            (s, v) => Switch(v, x => s.WasmEnabled = x)) { Flag = "--wasm-enabled", Reach = s => s.WasmEnabled ? 1 : 0 },
        new("wasm.fuel_limit", "RLM_WASM_FUEL_LIMIT", "units, at least 1", "5e9 and 20,000 a byte of input", "Fuel of one analysis, about one unit an instruction.",
            (s, v) => Whole(v, x => s.Rlm.Execution = s.Rlm.Execution with { FuelLimit = (ulong)x })) { Flag = "--wasm-fuel-limit", Reach = s => s.Rlm.Execution.FuelLimit ?? LeastFuel },
        new("wasm.memory_limit", "RLM_WASM_MEMORY_LIMIT", "bytes, 64KiB to 4GiB", "256 MiB and 16 times the input, at most 4 GiB", "Memory of one analysis.",
            (s, v) => Size(v, x => s.Rlm.Execution = s.Rlm.Execution with { MemoryLimit = x })) { Flag = "--wasm-memory-limit", Reach = s => s.Rlm.Execution.MemoryLimit ?? LeastMemory },
        new("wasm.timeout_ms", "RLM_WASM_TIMEOUT_MS", "milliseconds, at least 1", "30000", "Wall clock of one analysis.",
            (s, v) => Whole(v, x => s.Rlm.Execution = s.Rlm.Execution with { Timeout = TimeSpan.FromMilliseconds(Math.Min(x, int.MaxValue)) })) { Reach = s => s.Rlm.Execution.Timeout.TotalMilliseconds },
        new("wasm.parallelism", "RLM_WASM_PARALLELISM", "1 to 1,024", "the number of processors", "How many chunks of one analysis run at once; no result depends on it.",
            (s, v) => Count(v, x => s.Rlm.Execution = s.Rlm.Execution with { Parallelism = x })) { Reach = s => s.Rlm.Execution.Parallelism ?? Environment.ProcessorCount },
        new("wasm.cache_dir", "RLM_WASM_CACHE_DIR", "folder", "`~/.cache/rlm/modules`", "Where compiled analyses are kept.",
            (s, v) => Text(v, x => s.Rlm.Cache = s.Rlm.Cache with { Folder = Path.GetFullPath(x) })) { Flag = "--wasm-cache-dir" },
        new("wasm.cache_size", "RLM_WASM_CACHE_SIZE", "3 to 100,000", "256", "How many compiled analyses are kept in memory.",
            (s, v) => Count(v, x => s.Rlm.Cache = s.Rlm.Cache with { MemoryItems = x })) { Reach = s => s.Rlm.Cache.MemoryItems },
        new("wasm.max_disk_size", "RLM_WASM_MAX_DISK_SIZE", "bytes, at least 1MiB", "1 GiB", "How much compiled analyses and results of chunks may take on disk; those used longest ago go first.",
            (s, v) => Size(v, x => s.Rlm.Cache = s.Rlm.Cache with { DiskBytes = x })),
        new("wasm.part_cache", "RLM_WASM_PART_CACHE", TrueOrFalse, "true", "Whether results of the chunks of large inputs are kept on disk, so that of a text that grew only what is new is analysed.",
            (s, v) => Switch(v, x => s.Rlm.Cache = s.Rlm.Cache with { KeepParts = x })) { Flag = "--wasm-part-cache", Reach = s => s.Rlm.Cache.KeepParts ? 1 : 0 },
        new("wasm.compiler.rustc_path", "RLM_RUSTC", "file", "searched", "The `rustc` to use.",
            (s, v) => Text(v, x => s.Rlm.Toolchain = s.Rlm.Toolchain with { RustcPath = x })),
        new("wasm.compiler.extra_flags", "RLM_WASM_EXTRA_FLAGS", "flags, apart by spaces", "none", "Flags added to rustc's command line.",
            (s, v) => Words(v, x => s.Rlm.Compiler = s.Rlm.Compiler with { ExtraFlags = x })),
        new("wasm.compiler.timeout_secs", "RLM_WASM_COMPILE_TIMEOUT_SECS", "seconds, 1 to 600", "20", "How long one compile may take.",
            (s, v) => Whole(v, x => s.Rlm.Compiler = s.Rlm.Compiler with { Timeout = TimeSpan.FromSeconds(Math.Min(x, 1_000_000)) })) { Reach = s => s.Rlm.Compiler.Timeout.TotalSeconds },
        new("wasm.compiler.max_concurrent", "RLM_WASM_COMPILE_MAX_CONCURRENT", "1 to 256", "the number of processors", "How many compiles run at once; the others wait.",
            (s, v) => Count(v, x => s.Rlm.Compiler = s.Rlm.Compiler with { MaxConcurrent = x })) { Reach = s => s.Rlm.Compiler.MaxConcurrent },
        new("wasm.compiler.memory_limit", "RLM_WASM_COMPILE_MEMORY_LIMIT", "bytes, 1GiB to 64GiB", "2 GiB", "Address space of rustc.",
            (s, v) => Size(v, x => s.Rlm.Compiler = s.Rlm.Compiler with { MemoryBytes = x })) { Reach = s => s.Rlm.Compiler.MemoryBytes },
        new("wasm.compiler.jail", "RLM_WASM_JAIL", "`required` or `none`", "required", "Whether rustc must run in a jail. `none` lets it run with your rights where no jail works.",
            (s, v) => Jail(v, x => s.Rlm.Compiler = s.Rlm.Compiler with { Jail = x })),
        new("wasm.compiler.repair_attempts", "RLM_WASM_REPAIR_ATTEMPTS", "0 to 5", "2", "How often code that does not compile is mended by the coder model before its errors go back.",
            (s, v) => Count(v, x => s.Rlm.RepairAttempts = x)) { Reach = s => s.Rlm.RepairAttempts },
        new("budgets.max_iterations", "RLM_MAX_ITERATIONS", "1 to 1,000", "20", "Turns of the model that drives the run.",
            (s, v) => Count(v, x => s.Rlm.Limits = s.Rlm.Limits with { MaxIterations = x })) { Flag = "--max-iterations", Reach = s => s.Rlm.Limits.MaxIterations },
        new("budgets.max_sub_calls", "RLM_MAX_SUB_CALLS", "0 to 1,000,000", "100", "Calls of models besides: questions of commands and analyses, code that is mended, turns of nested runs.",
            (s, v) => Count(v, x => s.Rlm.Limits = s.Rlm.Limits with { MaxSubCalls = x })) { Flag = "--max-sub-calls", Reach = s => s.Rlm.Limits.MaxSubCalls },
        new("budgets.max_depth", "RLM_MAX_DEPTH", "0 to 10", "2", "Runs inside runs.",
            (s, v) => Count(v, x => s.Rlm.Limits = s.Rlm.Limits with { MaxDepth = x })) { Reach = s => s.Rlm.Limits.MaxDepth },
        new("budgets.max_tokens", "RLM_MAX_TOKENS", "1,000 to 10,000,000,000", "2000000", "Tokens sent and written by a whole run.",
            (s, v) => Whole(v, x => s.Rlm.Limits = s.Rlm.Limits with { MaxTokens = x })) { Flag = "--max-tokens", Reach = s => s.Rlm.Limits.MaxTokens },
        new("budgets.max_cost_usd", "RLM_MAX_COST_USD", "US dollars, more than 0", "5, where prices are known", "Money that a whole run may cost. When set, models without a price are refused.",
            (s, v) => Decimal(v, x => s.Rlm.Limits = s.Rlm.Limits with { MaxCostUsd = x })) { Flag = "--max-cost", Reach = s => s.Rlm.Limits.MaxCostUsd ?? RunLimits.DefaultCostUsd },
        new("budgets.max_seconds", "RLM_MAX_SECONDS", "1 to 2,592,000", "3600", "Seconds that a whole run may take.",
            (s, v) => Whole(v, x => s.Rlm.Limits = s.Rlm.Limits with { MaxTime = TimeSpan.FromSeconds(Math.Min(x, 1_000_000_000)) })) { Flag = "--max-seconds", Reach = s => s.Rlm.Limits.MaxTime.TotalSeconds },
        new("budgets.output_limit", "RLM_OUTPUT_LIMIT", "characters, 200 to 1,000,000", "6000", "How much of a command's output the model sees.",
            (s, v) => Count(v, x => s.Rlm.Limits = s.Rlm.Limits with { OutputLimit = x })) { Reach = s => s.Rlm.Limits.OutputLimit },
        new("budgets.bypass_threshold", "RLM_BYPASS_THRESHOLD", "bytes, 0 to 1,000,000", "0, which is never", "Documents of so many bytes or fewer go to the model whole, in one call without commands.",
            (s, v) => Size(v, x => s.Rlm.Limits = s.Rlm.Limits with { BypassThreshold = (int)Math.Min(x, int.MaxValue) })) { Reach = s => s.Rlm.Limits.BypassThreshold },
        new("sessions.history_limit", "RLM_SESSIONS_HISTORY_LIMIT", "characters, 1,000 to 1,000,000", "16000", "How much of a session's earlier questions and answers the model is told; at most an eighth of its context window.",
            (s, v) => Count(v, x => s.Rlm.Sessions = s.Rlm.Sessions with { HistoryLimit = x })) { Reach = s => s.Rlm.Sessions.HistoryLimit },
        new("documents.no_ignore", "RLM_NO_IGNORE", TrueOrFalse, "false", "Take what .gitignore names, hidden files and dependency folders too.",
            (s, v) => Switch(v, x => s.Rlm.Documents = s.Rlm.Documents with { NoIgnore = x })) { Flag = "--no-ignore", Reach = s => s.Rlm.Documents.NoIgnore ? 1 : 0 },
    ];
}
