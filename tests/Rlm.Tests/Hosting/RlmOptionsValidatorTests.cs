using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Rlm.Hosting;
using Rlm.Runs;

namespace Rlm.Tests.Hosting;

public sealed class RlmOptionsValidatorTests
{
    [Fact]
    public void The_defaults_are_right() => Assert.True(Validate(_ => { }).Succeeded);

    [Fact]
    public void Every_problem_is_gathered()
    {
        var result = Validate(o =>
        {
            o.Execution = o.Execution with { FuelLimit = 0, MemoryLimit = 1, Timeout = TimeSpan.Zero, OutputLimit = 0, Parallelism = 0 };
            o.Cache = o.Cache with { MemoryItems = 2, DiskBytes = 5 };
            o.Compiler = o.Compiler with { Timeout = TimeSpan.Zero, MaxConcurrent = 0 };
            o.Limits = new RunLimits { MaxIterations = 0, MaxSubCalls = -1, OutputLimit = 5 };
            o.Retry = o.Retry with { MaxRetries = 11 };
        });
        Assert.Equal(13, result.Failures!.Count());
        string[] named =
        [
            "wasm.fuel_limit", "wasm.memory_limit", "wasm.timeout_ms", "wasm.output_limit", "wasm.cache_size", "wasm.max_disk_size",
            "wasm.parallelism", "wasm.compiler.max_concurrent", "wasm.compiler.timeout_secs", "budgets.max_iterations", "budgets.max_sub_calls", "budgets.output_limit", "retries",
        ];
        Assert.All(named, name => Assert.Contains(result.Failures!, f => f.Contains(name, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(65_535L, false)]
    [InlineData(65_536L, true)]
    [InlineData(4L << 30, true)]
    [InlineData((4L << 30) + 1, false)]
    public void The_ends_of_a_range_belong_to_it(long bytes, bool good) =>
        Assert.Equal(good, Validate(o => o.Execution = o.Execution with { MemoryLimit = bytes }).Succeeded);

    [Fact]
    public void Wrong_settings_show_when_they_are_first_used()
    {
        var services = new ServiceCollection();
        services.AddRlm(o => o.Limits = new RunLimits { MaxIterations = 0 });
        using var provider = services.BuildServiceProvider();
        Assert.Throws<OptionsValidationException>(provider.GetRequiredService<RlmRunner>);
    }

    private static ValidateOptionsResult Validate(Action<RlmOptions> change)
    {
        var options = new RlmOptions();
        change(options);
        return new RlmOptionsValidator().Validate(null, options);
    }
}
