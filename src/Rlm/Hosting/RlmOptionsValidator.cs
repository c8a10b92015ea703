using Microsoft.Extensions.Options;

namespace Rlm.Hosting;

/// <summary>Checks all settings and gathers every problem.</summary>
internal sealed class RlmOptionsValidator : IValidateOptions<RlmOptions>
{
    private const long MiB = 1L << 20;

    public ValidateOptionsResult Validate(string? name, RlmOptions options)
    {
        var problems = new List<string>();
        Check(options.Execution.FuelLimit is not 0, "wasm.fuel_limit is at least 1");
        Check(
            options.Execution.MemoryLimit is null or (>= 65_536 and <= Wasm.Execution.ExecutionLimits.MaxMemoryBytes),
            "wasm.memory_limit lies between 64 KiB and 4 GiB");
        Check(options.Execution.Timeout > TimeSpan.Zero, "wasm.timeout_ms is at least 1");
        Check(options.Execution.OutputLimit is > 0 and <= 1 << 30, "wasm.output_limit lies between 1 byte and 1 GiB");
        Check(options.Execution.Parallelism is null or (>= 1 and <= 1_024), "wasm.parallelism lies between 1 and 1,024");
        Check(options.Cache.MemoryItems is >= 3 and <= 100_000, "wasm.cache_size lies between 3 and 100,000 modules");
        Check(options.Cache.MemoryBytes >= MiB && options.Cache.DiskBytes >= MiB, "wasm.max_disk_size is at least 1 MiB");
        Check(options.Compiler.Timeout.TotalSeconds is >= 1 and <= 600, "wasm.compiler.timeout_secs lies between 1 and 600");
        Check(options.Compiler.MemoryBytes is >= 1L << 30 and <= 64L << 30, "wasm.compiler.memory_limit lies between 1 GiB and 64 GiB");
        Check(options.Compiler.MaxConcurrent is >= 1 and <= 256, "wasm.compiler.max_concurrent lies between 1 and 256");
        Check(options.Limits.MaxIterations is >= 1 and <= 1000, "budgets.max_iterations lies between 1 and 1,000");
        Check(options.Limits.MaxSubCalls is >= 0 and <= 1_000_000, "budgets.max_sub_calls lies between 0 and 1,000,000");
        Check(options.Limits.MaxDepth is >= 0 and <= 10, "budgets.max_depth lies between 0 and 10");
        Check(options.Limits.MaxTokens is >= 1_000 and <= 10_000_000_000, "budgets.max_tokens lies between 1,000 and 10,000,000,000");
        Check(options.Limits.MaxCostUsd is null or > 0, "budgets.max_cost_usd is more than 0");
        Check(options.Limits.MaxTime.TotalSeconds is >= 1 and <= 2_592_000, "budgets.max_seconds lies between 1 and 2,592,000");
        Check(options.Limits.BypassThreshold is >= 0 and <= 1_000_000, "budgets.bypass_threshold lies between 0 and 1,000,000 bytes");
        Check(options.RepairAttempts is >= 0 and <= 5, "wasm.compiler.repair_attempts lies between 0 and 5");
        Check(options.Limits.OutputLimit is >= 200 and <= 1_000_000, "budgets.output_limit lies between 200 and 1,000,000 characters");
        Check(options.Documents is { IndexFromBytes: >= 0, MaxIndexBytes: >= 0 }, "Documents.IndexFromBytes and Documents.MaxIndexBytes are 0 or more");
        Check(options.Sessions.HistoryLimit is >= 1_000 and <= 1_000_000, "sessions.history_limit lies between 1,000 and 1,000,000 characters");
        Check(options.Sessions.MaxVariableBytes >= 0 && options.Sessions.MaxBytes >= 0, "what a session keeps is 0 bytes or more");
        Check(options.Retry.MaxRetries is >= 0 and <= 10, "the number of retries lies between 0 and 10");
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);

        void Check(bool holds, string rule)
        {
            if (!holds)
            {
                problems.Add(rule);
            }
        }
    }
}
