using System.Diagnostics;
using System.Diagnostics.Metrics;
using Rlm.Runs;

namespace Rlm.Telemetry;

/// <summary>Metrics out of the events of runs.</summary>
internal static class RunMetrics
{
    private static readonly Counter<long> Runs = RlmTelemetry.Meter.CreateCounter<long>("rlm.runs", "{run}", "Runs that ended.");
    private static readonly Histogram<double> RunTime = RlmTelemetry.Meter.CreateHistogram<double>("rlm.run.duration", "s", "Time of a run.");
    private static readonly Counter<long> Analyses = RlmTelemetry.Meter.CreateCounter<long>("rlm.analyses", "{analysis}", "Analyses that ran.");
    private static readonly Histogram<double> CompileTime = RlmTelemetry.Meter.CreateHistogram<double>("rlm.analysis.compile.duration", "s", "Compiling an analysis, native code included.");
    private static readonly Histogram<double> ExecuteTime = RlmTelemetry.Meter.CreateHistogram<double>("rlm.analysis.execute.duration", "s", "Executing an analysis; chunks that ran at once count each.");
    private static readonly Histogram<double> CallTime = RlmTelemetry.Meter.CreateHistogram<double>("gen_ai.client.operation.duration", "s", "GenAI operation duration.");
    private static readonly Histogram<long> Tokens = RlmTelemetry.Meter.CreateHistogram<long>("gen_ai.client.token.usage", "{token}", "Number of input and output tokens used.");

    public static void Observe(RunEvent runEvent)
    {
        switch (runEvent)
        {
            case ModelReplied { Recorded: false } replied:
                var model = ModelTags(replied.Model);
                CallTime.Record(replied.Milliseconds / 1000, model);
                Count(replied.Tokens?.Prompt, "input", model);
                Count(replied.Tokens?.Completion, "output", model);
                break;
            case ModelFailed { Recorded: false, Budget: null } failed:
                var tags = ModelTags(failed.Model);
                tags.Add("error.type", failed.Error.Code);
                CallTime.Record(failed.Milliseconds / 1000, tags);
                break;
            case CommandFinished { Analysis: { } facts } finished:
                Analyses.Add(1, new TagList { { "rlm.analysis.cached", facts.Cached }, { "error.type", finished.ErrorCode } });
                if (!facts.Cached)
                {
                    CompileTime.Record((facts.Timings.Compile + facts.Timings.Aot) / 1000);
                }

                ExecuteTime.Record(facts.Timings.Run / 1000);
                break;
            case RunFinished { Result: var result }:
                Runs.Add(1, new TagList { { "error.type", result.Error?.Code } });
                RunTime.Record(result.TimingsMs.Total / 1000);
                break;
        }
    }

    private static TagList ModelTags(string model) => new() { { "gen_ai.operation.name", "chat" }, { "gen_ai.request.model", model } };

    private static void Count(long? tokens, string type, TagList tags)
    {
        if (tokens is { } count)
        {
            tags.Add("gen_ai.token.type", type);
            Tokens.Record(count, tags);
        }
    }
}
