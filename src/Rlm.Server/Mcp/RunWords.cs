using System.Globalization;
using Rlm.Models;
using Rlm.Runs;

namespace Rlm.Server.Mcp;

/// <summary>What a client is told of a run that goes on.</summary>
internal static class RunWords
{
    /// <summary>Null for what is not worth a word.</summary>
    public static string? Of(RunEvent runEvent) => runEvent switch
    {
        StepStarted { Node: null } step => string.Create(CultureInfo.InvariantCulture, $"turn {step.Step}"),
        ModelReplied { Role: ModelRole.Root, Node: null } replied => string.Create(CultureInfo.InvariantCulture, $"{replied.Model} answered after {replied.Milliseconds / 1000:0.0} s"),
        CodeWritten { Attempt: > 0 } written => string.Create(CultureInfo.InvariantCulture, $"code mended, attempt {written.Attempt}"),
        CommandFinished { Node: null } finished => $"{finished.Op}: {(finished.Success ? "done" : finished.ErrorCode)}",
        NestedStarted nested => $"a run inside the run: {nested.Task}",
        _ => null,
    };
}
