using Rlm.Runs;

namespace Rlm.Server.Components.Telling;

/// <summary>The run, or a run inside it.</summary>
/// <param name="Id">What the events of a run inside are marked with; null for the run itself.</param>
/// <param name="Depth">0 for the run itself.</param>
/// <param name="Task">What is asked.</param>
/// <param name="Bytes">Length of the text that it is asked of.</param>
/// <param name="Steps">Its turns.</param>
/// <param name="End">How a run inside ended; null until then, and for the run itself.</param>
public sealed record NodeView(string? Id, int Depth, string Task, long Bytes, IReadOnlyList<StepView> Steps, NestedFinished? End);
