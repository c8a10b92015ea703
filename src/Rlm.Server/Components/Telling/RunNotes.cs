using System.Globalization;
using Rlm.Runs;

namespace Rlm.Server.Components.Telling;

/// <summary>Sentences for what belongs to no step.</summary>
internal static class RunNotes
{
    public static string Of(RunResumed resumed) => Text($"The run was resumed with {resumed.Answers:N0} answers that models had given before.");

    public static string Of(BudgetReached reached) => reached.Budget switch
    {
        "iterations" => Text($"All {reached.Limit:N0} turns are used up; one more to answer."),
        "sub_calls" => Text($"All {reached.Limit:N0} questions to a model are used up."),
        "depth" => Text($"Runs inside runs are allowed {reached.Limit:N0} deep."),
        "tokens" => Text($"The {reached.Limit:N0} tokens do not allow another call."),
        "cost" => Text($"The ${reached.Limit:0.####} do not allow another call."),
        _ => Text($"The {reached.Limit:N0} seconds are over."),
    };

    public static string Of(SessionSaved saved) => saved.Problem ?? Text($"Session {saved.Session}: question {saved.Turn:N0}.");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
