using System.Runtime.ExceptionServices;
using System.Text;
using Rlm.Testing;
using Rlm.Wasm.Execution;

namespace Rlm.Wasm.Tests.Execution;

/// <summary>The schedule alone, over parts that take any time and any amount: what comes out is what one thread gives.</summary>
[Trait("Category", "Security")]
public sealed class ParallelChunksTests
{
    [Fact]
    public void Any_schedule_gives_what_one_thread_gives()
    {
        var (again, failed) = (0, 0);
        for (var seed = 0; seed < Cases.Of(full: 100_000, quick: 2_000); seed++)
        {
            var random = new Random(seed);
            var limits = new ExecutionLimits((ulong)random.Next(1, 2_000), random.Next(100, 2_000), TimeSpan.FromHours(1), 100);
            var wishes = Enumerable.Range(0, random.Next(1, 40)).Select(_ => Wish.Any(random)).ToList();

            var expected = new Case(limits, wishes, seed).Run(1);
            var atOnce = random.Next(2, 6);
            var found = new Case(limits, wishes, seed).Run(atOnce);
            Assert.True(expected.Said == found.Said, $"seed {seed}, {atOnce} at once:\n{expected.Said}\n-- and --\n{found.Said}");
            again += found.Runs > wishes.Count ? 1 : 0;
            failed += found.Said.Contains("failed", StringComparison.Ordinal) ? 1 : 0;
        }

        Assert.True(again > 10 && failed > 10, $"{again} ran again, {failed} failed");
    }

    /// <summary>What a chunk would use, were it let.</summary>
    private sealed record Wish(ulong Fuel, long Memory, int Calls, int Output, bool Fails, bool Throws)
    {
        public static Wish Any(Random random) => new(
            (ulong)random.Next(0, 80),
            random.Next(0, random.Next(5) == 0 ? 1_500 : 60),
            random.Next(6) == 0 ? random.Next(0, 4_000) : random.Next(0, 3),
            random.Next(0, 40),
            random.Next(60) == 0,
            random.Next(90) == 0);
    }

    private sealed class Case(ExecutionLimits limits, IReadOnlyList<Wish> wishes, int seed)
    {
        private readonly Lock _gate = new();
        private long _memoryNow;
        private int _runningNow;
        private int _runs;

        public (string Said, int Runs) Run(int atOnce)
        {
            var account = new ExecutionAccount(limits);
            var deadline = new Deadline(TimeProvider.System, limits.WallClock, CancellationToken.None, CancellationToken.None);
            var chunks = new ParallelChunks(
                [.. wishes.Select((_, i) => AnalysisInput.FromText(new string('x', i)))],
                (input, allowance) => Carry(wishes[(int)input.Length], (int)input.Length, allowance, atOnce),
                account,
                deadline,
                limits,
                () => { },
                null);
            var parts = chunks.Run(atOnce);
            var outcome = account.Finish(null, null);
            var text = new StringBuilder($"{outcome.FuelUsed} {outcome.MemoryBytes} {account.Left.Calls} {outcome.Log}");
            text.Append(parts is null
                ? $" failed {chunks.Failed} {chunks.Failure!.Error?.Code} {chunks.Failure.Thrown?.SourceException.Message}"
                : $" {string.Join(',', parts.Select(p => p.Length))}");
            Assert.Equal((0, 0), (_memoryNow, _runningNow));
            return (text.ToString(), _runs);
        }

        /// <summary>Does as an instance does: takes what it is allowed, and fails where it is not enough.</summary>
        private PartResult Carry(Wish wish, int index, Allowance allowance, int atOnce)
        {
            lock (_gate)
            {
                _runs++;
                _memoryNow += allowance.MemoryBytes;
                _runningNow++;
                Assert.True(_memoryNow <= limits.MemoryBytes, "all instances together have more memory than the limit");
                Assert.True(_runningNow <= atOnce && (!allowance.IsExact || _runningNow == 1), "too many at once");
            }

            Thread.SpinWait(new Random((seed * 31) + index).Next(0, 400));
            if (index % 7 == 0)
            {
                Thread.Yield();
            }

            lock (_gate)
            {
                _memoryNow -= allowance.MemoryBytes;
                _runningNow--;
            }

            var calls = Math.Min(wish.Calls, allowance.Calls);
            var result = new PartResult(allowance)
            {
                Log = $"{index}:{calls} ",
                FuelUsed = Math.Min(wish.Fuel, allowance.Fuel),
                MemoryBytes = Math.Min(wish.Memory, allowance.MemoryBytes),
                Calls = calls,
                WasShortOfMemory = wish.Memory > allowance.MemoryBytes,
            };
            if (calls < wish.Calls && !allowance.IsExact)
            {
                return result with { Thrown = ExceptionDispatchInfo.Capture(new AllowanceException()) };
            }

            if (wish.Fuel > allowance.Fuel)
            {
                return result with { Error = new WasmError(WasmErrorCode.OutOfFuel, "") };
            }

            // Every third can do without the memory that it is refused.
            if (result.WasShortOfMemory && index % 3 != 0)
            {
                return result with { Error = new WasmError(WasmErrorCode.OutOfMemory, "") };
            }

            return wish.Throws ? result with { Thrown = ExceptionDispatchInfo.Capture(new InvalidDataException($"{index}")) }
                : wish.Fails ? result with { Error = new WasmError(WasmErrorCode.ReturnedError, "") }
                : result with { Output = new byte[wish.Output + (result.WasShortOfMemory ? 1 : 0)] };
        }
    }
}
