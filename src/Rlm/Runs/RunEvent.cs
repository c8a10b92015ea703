using System.Text.Json.Serialization;

namespace Rlm.Runs;

/// <summary>
/// One immutable fact about a run. The stream of them is the run: the command line prints it, the trace stores it, and
/// nothing else keeps an account of what happened.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(RunStarted), "run_started")]
[JsonDerivedType(typeof(RunResumed), "run_resumed")]
[JsonDerivedType(typeof(PromptBuilt), "prompt_built")]
[JsonDerivedType(typeof(StepStarted), "step_started")]
[JsonDerivedType(typeof(ModelText), "model_text")]
[JsonDerivedType(typeof(ModelAsked), "model_asked")]
[JsonDerivedType(typeof(ModelReplied), "model_replied")]
[JsonDerivedType(typeof(ModelFailed), "model_failed")]
[JsonDerivedType(typeof(ReplyUnreadable), "reply_unreadable")]
[JsonDerivedType(typeof(CommandStarted), "command_started")]
[JsonDerivedType(typeof(AnalysisProgressed), "analysis_progressed")]
[JsonDerivedType(typeof(CodeWritten), "code_written")]
[JsonDerivedType(typeof(NestedStarted), "nested_started")]
[JsonDerivedType(typeof(NestedFinished), "nested_finished")]
[JsonDerivedType(typeof(CommandFinished), "command_finished")]
[JsonDerivedType(typeof(BudgetReached), "budget_reached")]
[JsonDerivedType(typeof(SessionSaved), "session_saved")]
[JsonDerivedType(typeof(RunFinished), "run_finished")]
public abstract record RunEvent
{
    /// <summary>When it happened, UTC.</summary>
    [JsonPropertyOrder(-1)]
    public DateTimeOffset At { get; init; }

    /// <summary>The nested run that it belongs to, or null for the run itself.</summary>
    [JsonPropertyOrder(-1)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Node { get; init; }

    /// <summary>Whether it is only of use while it happens. Such events are shown but not kept in the trace.</summary>
    [JsonIgnore]
    public virtual bool IsTransient => false;
}
