using System.Text.Json.Nodes;
using Rlm.Runs;

namespace Rlm.Server.Components.Telling;

/// <summary>A command and what came of it.</summary>
/// <param name="Started">Its beginning.</param>
/// <param name="Attempts">The code that was tried, in order; none for commands without code.</param>
/// <param name="Calls">Questions that it put to models, but those of runs inside.</param>
/// <param name="Nested">Runs inside that it began.</param>
/// <param name="Progress">How far an analysis in chunks has come, while it runs.</param>
/// <param name="Finished">What came of it; null until then.</param>
public sealed record CommandView(
    CommandStarted Started,
    IReadOnlyList<AttemptView> Attempts,
    IReadOnlyList<CallView> Calls,
    IReadOnlyList<NodeView> Nested,
    AnalysisProgressed? Progress,
    CommandFinished? Finished)
{
    /// <summary>Its fields but the code, which is shown apart.</summary>
    public IEnumerable<KeyValuePair<string, JsonNode?>> Fields => Started.Arguments.Where(a => a.Key != "code");
}
