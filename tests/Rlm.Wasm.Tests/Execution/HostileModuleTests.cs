using System.Diagnostics;
using Rlm.Testing;
using Rlm.Wasm.Compilation;
using Rlm.Wasm.Execution;
using Rlm.Wasm.Validation;

namespace Rlm.Wasm.Tests.Execution;

/// <summary>The family of hostile modules: none ends the process, each ends in a way that has a name, and in time.</summary>
[Trait("Category", "Security")]
[Collection(Alone.Name)]
public sealed class HostileModuleTests
{
    private static readonly AnalysisSignature Signature = new(["input"], false, []);

    private static readonly TimeSpan Clock = TimeSpan.FromMilliseconds(100);

    /// <summary>What a deadline may be overshot by, and how much more for each megabyte of one instruction.</summary>
    private static readonly TimeSpan Overshoot = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan OvershootPerMegabyte = TimeSpan.FromMilliseconds(2);

    [Fact]
    public void There_are_enough_of_them_and_no_two_are_the_same()
    {
        HostileCase[] all = [.. HostileContracts.All, .. HostileEndless.All, .. HostileLies.All];
        Assert.InRange(all.Length, 80, int.MaxValue);
        Assert.Equal(all.Length, all.DistinctBy(c => Convert.ToHexString(c.Wasm)).Count());
        Assert.Equal(all.Length, all.DistinctBy(c => c.Name).Count());
    }

    [Fact]
    public void What_is_no_analysis_is_refused()
    {
        var accepted = new List<string>();
        foreach (var hostile in HostileContracts.All)
        {
            using var module = NativeCompiler.Compile(hostile.Wasm, Signature, out var error);
            if (module is not null || error!.Code != WasmErrorCode.InvalidModule || error.Message.Length > 500)
            {
                accepted.Add($"{hostile.Name}: {error?.Message}");
            }
        }

        Assert.Empty(accepted);
    }

    [Fact]
    public async Task Every_one_ends_as_it_must_with_little_fuel()
    {
        var options = new ExecutionOptions { FuelLimit = 5_000_000, MemoryLimit = 16 << 20, Timeout = TimeSpan.FromSeconds(20), OutputLimit = 1 << 20 };
        Assert.Empty(await WrongAsync(options, [.. HostileEndless.All, .. HostileLies.All]));
    }

    [Fact]
    public async Task Every_one_ends_as_it_must_when_only_the_clock_ends_it()
    {
        var options = new ExecutionOptions { FuelLimit = ulong.MaxValue >> 1, MemoryLimit = 64 << 20, Timeout = TimeSpan.FromSeconds(5), OutputLimit = 1 << 20 };
        Assert.Empty(await WrongAsync(options, [.. HostileLies.All]));
    }

    /// <summary>The least of several runs counts: what the machine does besides only adds.</summary>
    [Fact]
    public async Task A_deadline_is_overshot_by_no_more_than_is_said()
    {
        var options = new ExecutionOptions { FuelLimit = ulong.MaxValue >> 1, MemoryLimit = 64 << 20, Timeout = Clock };
        var late = new List<string>();
        var worst = (Name: "", Over: TimeSpan.Zero);
        foreach (var hostile in HostileEndless.All.Where((_, i) => Cases.InFull || i % 4 == 0))
        {
            using var module = NativeCompiler.Compile(hostile.Wasm, Signature, out _)!;
            var allowed = Overshoot + (hostile.BulkMegabytes * OvershootPerMegabyte);
            var least = TimeSpan.MaxValue;
            for (var attempt = 0; attempt < 3 || (attempt < 8 && least > allowed); attempt++)
            {
                var (outcome, took) = await RunAsync(module, options);
                Assert.True(outcome.Error?.Code == WasmErrorCode.TimedOut, $"{hostile.Name}: {outcome.Error}");
                var over = took - outcome.Timings.Wait - Clock;
                least = over < least ? over : least;
            }

            worst = least - (hostile.BulkMegabytes * OvershootPerMegabyte) > worst.Over ? (hostile.Name, least) : worst;
            if (least > allowed)
            {
                late.Add($"{hostile.Name}: {least.TotalMilliseconds:0} ms");
            }
        }

        TestContext.Current.SendDiagnosticMessage($"worst overshoot: {worst.Over.TotalMilliseconds:0} ms, {worst.Name}");
        Assert.Empty(late);
    }

    private static async Task<List<string>> WrongAsync(ExecutionOptions options, HostileCase[] cases)
    {
        var wrong = new List<string>();
        foreach (var hostile in cases)
        {
            using var module = NativeCompiler.Compile(hostile.Wasm, Signature, out var refused);
            if (module is null)
            {
                wrong.Add($"{hostile.Name}: {refused!.Message}");
                continue;
            }

            var (outcome, _) = await RunAsync(module, options);
            var code = outcome.Error?.Code;
            if (!hostile.Endings.Contains(code) || (outcome.Output is null) != (code is not null) || outcome.Log.Length > 70_000 || outcome.Error?.Message.Length > 10_000)
            {
                wrong.Add($"{hostile.Name}: {code} {outcome.Error?.Message}");
            }
        }

        return wrong;
    }

    private static async Task<(ExecutionOutcome Outcome, TimeSpan Took)> RunAsync(Wasmtime.Module module, ExecutionOptions options)
    {
        var analysis = new AnalysisModule("hostile", Signature, [], module, 0, 0);
        var began = Stopwatch.GetTimestamp();
        var outcome = await new WasmExecutor(options).ExecuteAsync(
            analysis, [AnalysisInput.FromText("x")], new ForgetfulHost(), cancellationToken: TestContext.Current.CancellationToken);
        return (outcome, Stopwatch.GetElapsedTime(began));
    }

    /// <summary>Answers, and keeps nothing of what it was asked.</summary>
    private sealed class ForgetfulHost : IHostCalls
    {
        public ValueTask<IReadOnlyList<HostReply>> AskAsync(IReadOnlyList<string> prompts, CancellationToken cancellationToken) =>
            new([.. prompts.Select(_ => HostReply.Answer("an answer"))]);

        public ValueTask<HostReply> RunAsync(string task, string text, CancellationToken cancellationToken) => new(HostReply.Answer("done"));

        public ValueTask<HostReply> ReadVariableAsync(string name, CancellationToken cancellationToken) => new(HostReply.Refused("there is none"));
    }
}
