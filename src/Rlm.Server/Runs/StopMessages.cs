using Rlm.Runs;

namespace Rlm.Server.Runs;

/// <summary>What is said of a run that was stopped.</summary>
internal static class StopMessages
{
    public static RunError Of(StopReason reason, string id) => reason switch
    {
        StopReason.Parked => new RunError("parked", $"The service stops. The run {id} goes on at its next start; GET /runs/{id} tells what it comes to."),
        StopReason.Abandoned => new RunError("abandoned", $"Nobody waited for the run {id} any more, so it was stopped. `rlm runs resume {id}` goes on while its documents are there."),
        _ => new RunError("interrupted", $"The run {id} was stopped."),
    };
}
