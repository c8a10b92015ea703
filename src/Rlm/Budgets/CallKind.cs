namespace Rlm.Budgets;

/// <summary>How a call of a model counts.</summary>
internal enum CallKind
{
    /// <summary>A turn of the model that drives the whole run.</summary>
    Turn,

    /// <summary>Everything else that is asked on the way.</summary>
    SubCall,

    /// <summary>The turn that is left when a budget has run out; what was held back for it is its own.</summary>
    LastTurn,
}
