using Rlm.Cli.Terminal;
using Rlm.Wasm.Execution;

namespace Rlm.Cli.Run;

/// <summary>Shows on a terminal how far a long analysis has come: one line that moves, and goes when it is done.</summary>
/// <param name="terminal">The terminal's own writer.</param>
/// <param name="time">The clock.</param>
internal sealed class ChunkView(TextWriter terminal, TimeProvider time) : IProgress<ExecutionProgress>, IDisposable
{
    private const string ClearLine = "\r\u001b[2K";

    /// <summary>What is done sooner needs no line; and no eye follows more of them.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);

    private readonly Lock _gate = new();
    private long _last = time.GetTimestamp();
    private bool _shown;

    /// <summary>One for standard error, or null when that is no terminal.</summary>
    public static ChunkView? Open(TextWriter error, TimeProvider time) =>
        Terminals.OpenError(error) is { } terminal ? new ChunkView(terminal.Profile.Out.Writer, time) : null;

    public void Report(ExecutionProgress value)
    {
        lock (_gate)
        {
            if (time.GetElapsedTime(_last) >= Pace)
            {
                (_last, _shown) = (time.GetTimestamp(), true);
                terminal.Write($"{ClearLine}{value.Done:N0} of {value.Chunks:N0} chunks");
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_shown)
            {
                terminal.Write(ClearLine);
            }
        }
    }
}
