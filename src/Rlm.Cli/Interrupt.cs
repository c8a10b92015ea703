using System.Runtime.InteropServices;

namespace Rlm.Cli;

/// <summary>The first Ctrl-C stops the work in good order; the second ends the process.</summary>
internal sealed class Interrupt : IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly PosixSignalRegistration interrupt;
    private readonly PosixSignalRegistration terminate;

    public Interrupt()
    {
        interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle);
        terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle);
    }

    public CancellationToken Token => stop.Token;

    public void Dispose()
    {
        interrupt.Dispose();
        terminate.Dispose();
        stop.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        // Not cancelled a second time: then the system does what it does for the signal.
        context.Cancel = !stop.IsCancellationRequested;
        if (context.Cancel)
        {
            stop.Cancel();
        }
    }
}
