using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Rlm.Analyses;
using Rlm.Cli.Ask;
using Rlm.Cli.Cache;
using Rlm.Cli.Configuration;
using Rlm.Cli.Demo;
using Rlm.Cli.Doctor;
using Rlm.Cli.Documents;
using Rlm.Cli.Eval;
using Rlm.Cli.Exec;
using Rlm.Cli.Runs;
using Rlm.Cli.Sessions;
using Rlm.Cli.Setup;
using Rlm.Sessions;
using Rlm.Traces;

namespace Rlm.Cli;

/// <summary>The objects that <c>--json</c> prints.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(FailureOutput))]
[JsonSerializable(typeof(DryRunOutput))]
[JsonSerializable(typeof(AnalysisReport))]
[JsonSerializable(typeof(ExecOutput))]
[JsonSerializable(typeof(CheckReport))]
[JsonSerializable(typeof(CacheStatsOutput))]
[JsonSerializable(typeof(CacheClearOutput))]
[JsonSerializable(typeof(CacheVerifyOutput))]
[JsonSerializable(typeof(TrustOutput))]
[JsonSerializable(typeof(ConfigShowOutput))]
[JsonSerializable(typeof(DoctorOutput))]
[JsonSerializable(typeof(DocumentsOutput))]
[JsonSerializable(typeof(SetupOutput))]
[JsonSerializable(typeof(DemoOutput))]
[JsonSerializable(typeof(IReadOnlyList<RunSummary>))]
[JsonSerializable(typeof(ReplayOutput))]
[JsonSerializable(typeof(ExportOutput))]
[JsonSerializable(typeof(RemovedOutput))]
[JsonSerializable(typeof(IReadOnlyList<SessionSummary>))]
[JsonSerializable(typeof(SessionOutput))]
[JsonSerializable(typeof(EvalOutput))]
[JsonSerializable(typeof(GenerateOutput))]
internal sealed partial class CliJson : JsonSerializerContext
{
    // Made here and not from `Default`, which is set after this when the class is first used.
    public static CliJson Readable { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
