using Rlm.Runs;

namespace Rlm.Cli.Ask;

/// <summary>Shows a run as it happens.</summary>
internal abstract class RunView : IDisposable
{
    /// <summary>A live view on a terminal, plain lines elsewhere.</summary>
    public static RunView Create(TextWriter error) =>
        Terminal.Terminals.OpenError(error) is { } terminal ? new LiveRunView(terminal) : new PlainRunView(error);

    public abstract void Show(RunEvent runEvent);

    /// <summary>Leaves the terminal as it should be; may be called more than once.</summary>
    public virtual void Dispose()
    {
    }
}
