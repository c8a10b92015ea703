using Rlm.Runs;

namespace Rlm.Cli;

/// <summary>What <c>--json</c> prints when a command could not do its work.</summary>
internal sealed record FailureOutput(bool Success, RunError Error)
{
    public static FailureOutput Of(int exitCode, string message) => new(false, new RunError(
        exitCode switch
        {
            ExitCode.Usage => "invalid_usage",
            ExitCode.Missing => "not_configured",
            ExitCode.Interrupted => "interrupted",
            _ => "failed",
        },
        message));
}
