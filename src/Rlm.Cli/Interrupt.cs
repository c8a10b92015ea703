using System.Runtime.InteropServices;

namespace Rlm.Cli;

/// <summary>The first Ctrl-C stops the work in good order; the second ends the process.</summary>
internal sealed class Interrupt : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;

    public Interrupt()
    {
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle);
    }

    public CancellationToken Token => _stop.Token;

    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
        _stop.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        // Not cancelled a second time: then the system does what it does for the signal.
        context.Cancel = !_stop.IsCancellationRequested;
        if (context.Cancel)
        {
            _stop.Cancel();
        }
    }
}
