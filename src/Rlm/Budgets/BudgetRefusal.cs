using System.Globalization;
using Rlm.Runs;

namespace Rlm.Budgets;

/// <summary>A call that is not made, because a budget does not allow it.</summary>
/// <param name="Kind">Which budget.</param>
/// <param name="Limit">Its limit.</param>
internal sealed record BudgetRefusal(BudgetKind Kind, double Limit)
{
    /// <summary>The budget as events name it.</summary>
    public string Name => SnakeCase.Of(Kind.ToString());

    public RunError ToError() => new("budget_exhausted", Kind switch
    {
        BudgetKind.SubCalls => $"All {Number} questions to a model that this run may ask are used up. Answer with what is known.",
        BudgetKind.Depth => $"Runs inside runs are allowed {Number} deep, and this is the deepest. Ask with llm_query, or compute with rust_wasm.",
        BudgetKind.Tokens => $"The {Number} tokens that this run may use do not allow this call. Answer with what is known.",
        BudgetKind.Cost => $"The {Number} US dollars that this run may cost do not allow this call. Answer with what is known.",
        BudgetKind.Seconds => $"The {Number} seconds that this run may take are over. Answer with what is known.",
        _ => $"All {Number} turns are used up. Answer with what is known.",
    });

    private string Number => Limit.ToString("#,0.####", CultureInfo.InvariantCulture);
}
