using System.CommandLine;
using System.Text.Json;
using Rlm.Cli.Ask;
using Rlm.Demo;
using Rlm.Models;
using Rlm.Runs;

namespace Rlm.Cli.Demo;

/// <summary>What <c>rlm demo --json</c> prints.</summary>
internal sealed record DemoOutput(bool Success, RunError? Error, int Correct, int Questions, IReadOnlyList<DemoAnswer> Answers);

/// <summary>One question of the demo.</summary>
internal sealed record DemoAnswer(string Id, string Question, string? Answer, string Truth, bool Correct);

/// <summary><c>rlm demo</c>: the main job over bundled documents; completions are recorded, everything else is real.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var command = new Command("demo", "Answers five questions over bundled documents, with recorded completions and real commands, compiler and sandbox.");
        command.SetAction(ExecuteAsync);
        return command;
    }

    private static async Task<int> ExecuteAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        using var services = new CliServices(CommonOptions.LoadSettings(parsed), error);
        var samples = Path.Combine(AppContext.BaseDirectory, "samples");
        var questions = DemoQuestion.Load(Path.Combine(samples, "demo", "questions.jsonl"));
        var json = parsed.GetValue(CommonOptions.Json);
        if (!json)
        {
            output.WriteLine("Five questions over bundled documents. The model's completions were recorded; commands, compiler and sandbox are real.");
        }

        var answers = new List<DemoAnswer>();
        foreach (var question in questions)
        {
            answers.Add(await AskAsync(question, samples, services, json ? TextWriter.Null : output, error, cancellationToken));
        }

        var correct = answers.Count(a => a.Correct);
        output.WriteLine(json
            ? JsonSerializer.Serialize(new DemoOutput(correct == answers.Count, correct == answers.Count ? null : new RunError("wrong_answer", $"{correct} of {answers.Count} correct"), correct, answers.Count, answers), CliJson.Readable.DemoOutput)
            : $"{correct} of {answers.Count} correct");
        return correct == answers.Count ? ExitCode.Done : ExitCode.Failed;
    }

    private static async Task<DemoAnswer> AskAsync(
        DemoQuestion question, string samples, CliServices services, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        output.WriteLine();
        output.WriteLine($"Question: {question.Question}");
        var specs = question.Documents.Select(d => Path.Combine(samples, "documents", d)).ToList();
        using var documents = await services.LoadAsync(specs, cancellationToken);
        var recorded = new ProviderOptions
        {
            ProviderType = ProviderType.Recorded,
            Model = "recorded",
            BaseUrl = Path.Combine(samples, "demo", "recorded", $"{question.Id}.jsonl"),
        };
        using var models = ModelFactory.Create([recorded], localOnly: true, _ => null, TimeProvider.System);
        using RunView view = Terminal.Terminals.OpenOutput(output) is not null ? RunView.Create(error) : new PlainRunView(output);
        RunResult? result = null;
        var request = new RunRequest { Question = question.Question, Documents = documents, Models = models, Limits = services.Settings.Rlm.Limits };
        await foreach (var runEvent in services.Get<RlmRunner>().StreamAsync(request, cancellationToken))
        {
            view.Show(runEvent);
            result = (runEvent as RunFinished)?.Result ?? result;
        }

        var correct = result!.Answer?.Trim() == question.Truth.Trim();
        output.WriteLine($"Answer: {TerminalText.Clean(result.Answer ?? result.Error!.Message)}");
        output.WriteLine(correct ? "correct" : $"WRONG; the truth is: {question.Truth}");
        return new DemoAnswer(question.Id, question.Question, result.Answer, question.Truth, correct);
    }
}
