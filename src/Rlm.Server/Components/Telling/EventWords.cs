using System.Globalization;
using Rlm.Models;
using Rlm.Runs;

namespace Rlm.Server.Components.Telling;

/// <summary>An event in a few words, for the replay.</summary>
internal static class EventWords
{
    public static string Of(RunEvent runEvent) => (runEvent.Node is null ? string.Empty : "inside: ") + (runEvent switch
    {
        RunStarted => "the run began",
        RunResumed => "the run was resumed",
        PromptBuilt => "the prompt was made",
        StepStarted step => Text($"turn {step.Step} began"),
        ModelAsked asked => $"the {RoleName(asked.Role)} model was asked",
        ModelReplied replied => $"the {RoleName(replied.Role)} model replied",
        ModelFailed => "a model failed",
        ReplyUnreadable => "a reply could not be read",
        CommandStarted command => $"{command.Op} began",
        CodeWritten { Attempt: 0 } => "code was written",
        CodeWritten written => Text($"code was mended, attempt {written.Attempt}"),
        NestedStarted => "a run inside began",
        NestedFinished => "a run inside ended",
        CommandFinished { Success: true } command => $"{command.Op} ended",
        CommandFinished command => $"{command.Op} failed",
        BudgetReached reached => $"budget reached: {reached.Budget}",
        SessionSaved => "the session was saved",
        RunFinished { Result.Success: true } => "the answer",
        RunFinished => "the run failed",
        _ => "something happened",
    });

    public static string RoleName(ModelRole role) => role switch
    {
        ModelRole.Root => "root",
        ModelRole.Sub => "sub",
        ModelRole.Coder => "coder",
        _ => "asked",
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
