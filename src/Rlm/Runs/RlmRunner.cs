using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Rlm.Analyses;
using Rlm.Budgets;
using Rlm.Commands;
using Rlm.Documents;
using Rlm.Evidence;
using Rlm.Models;
using Rlm.Prompts;
using Rlm.Traces;

namespace Rlm.Runs;

/// <summary>Answers questions over documents: the front of the library. Safe to use from any number of threads.</summary>
/// <param name="analyses">Runs what models write.</param>
/// <param name="prompts">Words the prompts.</param>
/// <param name="retry">How requests to models are repeated.</param>
/// <param name="time">The clock.</param>
/// <param name="repairAttempts">How often code that does not compile is mended by the coder model; 0: never.</param>
/// <param name="catalog">What models can do. Null: the built-in commands.</param>
public sealed class RlmRunner(AnalysisRunner analyses, PromptBuilder prompts, RetryOptions retry, TimeProvider time, int repairAttempts = 2, CommandCatalog? catalog = null)
{
    /// <summary>
    /// Runs a question and gives its events as they happen; the last is <see cref="RunFinished"/>. Expected failures end
    /// the run with an error in its result. Leaving the enumeration cancels the run.
    /// </summary>
    /// <exception cref="OperationCanceledException">The token was cancelled; the trace up to there is whole.</exception>
    /// <exception cref="TraceException">The trace cannot be made or written.</exception>
    public async IAsyncEnumerable<RunEvent> StreamAsync(
        RunRequest request, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var trace = request.TracePath is not { } path ? null
            : request.Record is null ? RunTrace.Create(path)
            : RunTrace.Continue(path);
        var events = Channel.CreateUnbounded<RunEvent>(new UnboundedChannelOptions { SingleReader = true });
        var journal = new RunJournal(time, trace, events.Writer);
        var run = RunToEndAsync(request, journal, events.Writer, stop.Token);
        try
        {
            await foreach (var runEvent in events.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
            {
                yield return runEvent;
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await run.ConfigureAwait(false);
    }

    /// <summary>Runs a question to its end.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<RunResult> RunAsync(RunRequest request, CancellationToken cancellationToken = default)
    {
        RunResult? result = null;
        await foreach (var runEvent in StreamAsync(request, cancellationToken).ConfigureAwait(false))
        {
            result = (runEvent as RunFinished)?.Result ?? result;
        }

        return result!;
    }

    private async Task RunToEndAsync(
        RunRequest request, RunJournal journal, ChannelWriter<RunEvent> events, CancellationToken cancellationToken)
    {
        try
        {
            var began = time.GetTimestamp();
            var runId = request.RunId ?? RunIds.New(time);
            var budget = new RunBudget(request.Limits);
            var result = Refuse(request) is { } error
                ? new NodeResult(null, error, 0)
                : await TryRunAsync(request, runId, budget, journal, cancellationToken).ConfigureAwait(false);
            var evidence = result.Answer is null ? [] : EvidenceReader.Of(result.Evidence, request.Documents, cancellationToken);
            var finished = Result(request, runId, result, budget, journal.Totals, time.GetElapsedTime(began));
            journal.Write(new RunFinished(finished with { Evidence = evidence }));
        }
        finally
        {
            journal.Close();
            events.Complete();
        }
    }

    private async Task<NodeResult> TryRunAsync(
        RunRequest request, string runId, RunBudget budget, RunJournal journal, CancellationToken cancellationToken)
    {
        try
        {
            return await RunAsync(request, runId, budget, journal, cancellationToken).ConfigureAwait(false);
        }
        catch (DocumentChangedException exception)
        {
            return new NodeResult(null, new RunError("input_changed", exception.Message), 0);
        }
    }

    private async Task<NodeResult> RunAsync(
        RunRequest request, string runId, RunBudget budget, RunJournal journal, CancellationToken cancellationToken)
    {
        AnswerForm? form = null;
        if (request.Schema is not null && (form = AnswerForm.Of(request.Schema, out var problem)) is null)
        {
            return new NodeResult(null, problem, 0);
        }

        var windows = request.Record?.Windows ?? await ModelWindows.AskAsync(request.Models, cancellationToken).ConfigureAwait(false);
        Begin(request, runId, windows, journal, cancellationToken);
        var calls = new ModelCalls(request.Models, windows, new ModelCaller(retry, time), budget, request.Record);
        var services = new RunServices(analyses, prompts, catalog ?? CommandCatalog.BuiltIn, repairAttempts, time);
        using var clock = new RunClock(request.Limits.MaxTime, time, cancellationToken);
        var tree = new RunTree(request, services, calls, budget, clock, form);
        var variables = new Variables(request.Documents);
        request.Session?.LoadInto(variables);
        var result = await tree.RunAsync(journal, variables, clock.Work).ConfigureAwait(false);
        if (result is { Error: null, Answer: { } answer } && request.Session is { Keeper: { } keeper } session)
        {
            journal.Write(keeper.Keep(session, runId, request.Question, answer, variables, cancellationToken));
        }

        return result;
    }

    private static void Begin(RunRequest request, string runId, ModelWindows windows, RunJournal journal, CancellationToken cancellationToken)
    {
        if (request.Record is { } record)
        {
            journal.Write(new RunResumed(runId, record.Count));
            return;
        }

        var root = request.Models.Root!;
        var documents = RunTracing.Facts(request.Documents, cancellationToken);
        journal.Write(new RunStarted(runId, request.Question, documents, root.Name, root.Endpoint, request.Limits)
        {
            Windows = windows,
            Schema = request.Schema,
            Profile = root.Profile,
            Recipe = request.Recipe,
        });
    }

    /// <summary>Why the run cannot begin, or null.</summary>
    private static RunError? Refuse(RunRequest request) =>
        request.Models.Root is null
            ? new RunError("not_configured", "No model drives the run. Name one with --model and --base-url, or RLM_MODEL and RLM_BASE_URL.")
            : request.Limits.MaxCostUsd is not null && request.Models.WithoutPrice() is { } model
                ? new RunError("not_configured", $"The run may cost {request.Limits.MaxCostUsd} US dollars, but the price of {model.Name} is not known. Set `price_prompt` and `price_completion` of its provider, or leave the limit out.")
                : null;

    private static RunResult Result(
        RunRequest request, string runId, NodeResult result, RunBudget budget, RunTotals totals, TimeSpan elapsed) => new()
        {
            Answer = result.Answer,
            Success = result.Error is null,
            Error = result.Error,
            RunId = runId,
            Iterations = result.Iterations,
            SubCalls = budget.SubCalls,
            Bypassed = result.Bypassed,
            Tokens = new RunTokens(totals.PromptTokens, totals.CompletionTokens, (request.Documents.Context.Length + 3) / 4),
            CostUsd = totals.CostUsd,
            TimingsMs = new RunTimings(
                Math.Round(elapsed.TotalMilliseconds, 3),
                Math.Round(totals.ModelMs, 3),
                Math.Round(totals.CompileMs, 3),
                Math.Round(totals.WasmMs, 3)),
        };
}
