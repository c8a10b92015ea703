using System.CommandLine;
using System.Text;
using System.Text.Json;
using Rlm.Analyses;
using Rlm.Documents;
using Rlm.Runs;

namespace Rlm.Cli.Run;

/// <summary><c>rlm run ANALYSIS.rs DOC...</c>: compiles and runs one analysis, no model.</summary>
internal static class RunCommand
{
    private static readonly Argument<string> Analysis = new("ANALYSIS") { Description = "File with the Rust that defines `analyze`." };

    private static readonly Option<string[]> Inputs = new("--input")
    {
        Description = "The document of one parameter of `analyze`; may be given several times.",
        HelpName = "NAME=DOC",
    };

    public static Command Create()
    {
        var command = new Command("run", "Compiles and runs one analysis over documents, without a model.")
        {
            Analysis, CommonOptions.Documents, Inputs, CommonOptions.Include, CommonOptions.Exclude,
        };
        command.SetAction(ExecuteAsync);
        return command;
    }

    private static async Task<int> ExecuteAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        using var services = new CliServices(CommonOptions.LoadSettings(parsed), error);
        var source = await SourceFile.ReadAsync(parsed.GetValue(Analysis)!, cancellationToken);
        var run = await RunAsync(services, parsed, source, cancellationToken);
        if (parsed.GetValue(CommonOptions.Json))
        {
            output.WriteLine(JsonSerializer.Serialize(AnalysisReport.Of(run), CliJson.Readable.AnalysisReport));
        }
        else
        {
            Print(run, output, error);
        }

        return ExitCode.Of(run.Error);
    }

    private static async Task<AnalysisRun> RunAsync(CliServices services, ParseResult parsed, string source, CancellationToken cancellationToken)
    {
        var named = ReadInputs(parsed.GetValue(Inputs) ?? []);
        var specs = parsed.GetValue(CommonOptions.Documents) ?? [];
        using var documents = specs.Length == 0 && named.Count > 0 ? null : await services.LoadAsync(specs, cancellationToken);
        var sets = new Dictionary<string, DocumentSet>(StringComparer.Ordinal);
        try
        {
            foreach (var (parameter, spec) in named)
            {
                sets.Add(parameter, await services.LoadAsync([spec], cancellationToken));
            }

            var binder = new DocumentBinder(documents, sets);
            using var view = ChunkView.Open(parsed.InvocationConfiguration.Error, TimeProvider.System);
            return await services.Get<AnalysisRunner>().RunAsync(source, binder.Bind, null, view, cancellationToken);
        }
        finally
        {
            foreach (var set in sets.Values)
            {
                set.Dispose();
            }
        }
    }

    private static Dictionary<string, string> ReadInputs(string[] inputs)
    {
        var named = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var input in inputs)
        {
            var equals = input.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0 || !named.TryAdd(input[..equals], input[(equals + 1)..]))
            {
                throw new UsageException($"--input {input} is not of the form NAME=DOC, or its name was given before.");
            }
        }

        return named;
    }

    private static string SkippedText(AnalysisFacts facts)
    {
        var head = facts.SkippedLines == 1 ? "1 line was skipped by the code" : $"{facts.SkippedLines:N0} lines were skipped by the code";
        return facts.SkippedSamples.Count == 0
            ? $"{head}."
            : string.Join('\n', facts.SkippedSamples.Select(sample => $"  {sample}").Prepend($"{head}, such as:"));
    }

    private static void Print(AnalysisRun run, TextWriter output, TextWriter error)
    {
        if (run.Log.Length > 0)
        {
            error.Write(TerminalText.Clean(run.Log.EndsWith('\n') ? run.Log : run.Log + "\n"));
        }

        if (run.Facts.SkippedLines > 0)
        {
            error.WriteLine(TerminalText.Clean(SkippedText(run.Facts)));
        }

        if (run.Error is { } failure)
        {
            error.WriteLine($"rlm: {TerminalText.Clean(failure.Message)}");
            return;
        }

        // To a file or a pipe the bytes go as they are; a terminal is guarded by its writer.
        var text = Encoding.UTF8.GetString(run.Output!.Value.Span);
        output.Write(text.EndsWith('\n') || text.Length == 0 ? text : text + "\n");
    }
}
