using Rlm.Cli.Run;
using Rlm.Wasm.Execution;

namespace Rlm.Cli.Tests.Run;

public sealed class ChunkViewTests
{
    private const string Clear = "\r\u001b[2K";

    [Fact]
    public void Long_work_is_shown_at_a_pace_and_wiped()
    {
        var (time, terminal) = (new HandClock(), new StringWriter());
        using (var view = new ChunkView(terminal, time))
        {
            view.Report(new ExecutionProgress(1, 2_000));
            time.Advance(TimeSpan.FromMilliseconds(300));
            view.Report(new ExecutionProgress(1_001, 2_000));
            view.Report(new ExecutionProgress(1_002, 2_000));
            time.Advance(TimeSpan.FromMilliseconds(300));
            view.Report(new ExecutionProgress(1_003, 2_000));
        }

        Assert.Equal($"{Clear}1,001 of 2,000 chunks{Clear}1,003 of 2,000 chunks{Clear}", terminal.ToString());
    }

    [Fact]
    public void Short_work_leaves_nothing()
    {
        var terminal = new StringWriter();
        using (var view = new ChunkView(terminal, new HandClock()))
        {
            view.Report(new ExecutionProgress(1, 2));
        }

        Assert.Empty(terminal.ToString());
    }

    [Fact]
    public void Where_nobody_watches_there_is_none() => Assert.Null(ChunkView.Open(new StringWriter(), TimeProvider.System));

    private sealed class HandClock : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now;

        public void Advance(TimeSpan by) => _now += by.Ticks;
    }
}
