namespace Rlm.Budgets;

/// <summary>What a run is bounded in.</summary>
internal enum BudgetKind
{
    /// <summary>Turns of the root model.</summary>
    Iterations,

    /// <summary>Calls of models besides: questions of commands, code that is mended, turns of nested runs.</summary>
    SubCalls,

    /// <summary>Runs inside runs.</summary>
    Depth,

    /// <summary>Tokens sent and written.</summary>
    Tokens,

    /// <summary>Money.</summary>
    Cost,

    /// <summary>Time.</summary>
    Seconds,
}
