namespace Rlm.Evaluation.Generation;

/// <summary>The shapes of tasks that can be made, after those of the literature on long contexts.</summary>
public enum TaskKind
{
    /// <summary>One fact hidden in filler.</summary>
    Needle,

    /// <summary>Eight facts of one kind among others that look like them, all to be found.</summary>
    MultiNeedle,

    /// <summary>Chains of assignments scattered over filler; which variables hold a value.</summary>
    VariableTracking,

    /// <summary>Nothing but words, of which the most frequent are asked for.</summary>
    CommonWords,

    /// <summary>Records with date, user and label, to be counted, compared and grouped.</summary>
    Aggregation,
}
