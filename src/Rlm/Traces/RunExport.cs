using System.Text.Json.Nodes;
using Rlm.Runs;

namespace Rlm.Traces;

/// <summary>The analysis that gave a run its answer: what reruns it without a model.</summary>
/// <param name="Code">Its Rust.</param>
/// <param name="Inputs">For several parameters, each and its text; else null.</param>
/// <param name="On">What it ran over; null for all documents.</param>
public sealed record RunExport(string Code, IReadOnlyDictionary<string, string>? Inputs, string? On)
{
    /// <summary>Finds the analysis whose output is the answer; the last such one. Null when the answer came about otherwise.</summary>
    public static RunExport? Find(IReadOnlyList<RunEvent> events)
    {
        var part = TraceReader.LastPart(events);
        if (part.OfType<RunFinished>().LastOrDefault()?.Result.Answer is not { } answer)
        {
            return null;
        }

        RunExport? found = null;
        CommandStarted? started = null;
        string? written = null;
        foreach (var runEvent in part.Where(e => e.Node is null))
        {
            switch (runEvent)
            {
                case CommandStarted { Op: "rust_wasm" } one:
                    (started, written) = (one, null);
                    break;
                case CodeWritten code:
                    written = code.Code;
                    break;
                case CommandFinished { Op: "rust_wasm", Success: true } finished when started is not null && Answers(finished.Output, answer):
                    found = Of(started.Arguments, written) ?? found;
                    break;
            }
        }

        return found;
    }

    // Notes and the log may stand behind the output that is shown.
    private static bool Answers(string output, string answer) =>
        output.TrimEnd().StartsWith(answer.TrimEnd(), StringComparison.Ordinal);

    private static RunExport? Of(JsonObject arguments, string? written)
    {
        var code = written ?? arguments["code"]?.ToString();
        var inputs = (arguments["inputs"] as JsonObject)?.Where(i => i.Value is not null).ToDictionary(i => i.Key, i => i.Value!.ToString());
        return code is null ? null : new RunExport(code, inputs, arguments["on"]?.ToString());
    }
}
