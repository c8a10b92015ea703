using Microsoft.Extensions.Logging;

namespace Rlm.Wasm.Toolchain;

/// <summary>The steps of a set-up, in order.</summary>
internal enum SetupStep
{
    Look = 1,
    Download,
    Unpack,
    StandardLibrary,
    Crates,
    Check,
}

/// <summary>Tells how far a set-up is, and keeps what was tried.</summary>
internal sealed class SetupSteps(IProgress<SetupProgress> progress, ILogger logger)
{
    private readonly List<string> _tried = [];
    private volatile SetupProgress _current = new(1, (int)SetupStep.Check, "", "");

    public IReadOnlyList<string> All => _tried;

    public void Begin(SetupStep step, string title)
    {
        logger.Step(title);
        _current = new SetupProgress((int)step, (int)SetupStep.Check, title, "");
        progress.Report(_current);
    }

    /// <summary>May come from several threads.</summary>
    public void Detail(string line) => progress.Report(_current with { Detail = line.Trim() });

    public void Tried(string what)
    {
        logger.Tried(what);
        _tried.Add(what);
    }
}
