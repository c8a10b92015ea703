using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Rlm.Analyses;
using Rlm.Commands;
using Rlm.Models;
using Rlm.Prompts;

namespace Rlm.Runs;

/// <summary>Answers questions over documents: the front of the library. Safe to use from any number of threads.</summary>
/// <param name="analyses">Runs what models write.</param>
/// <param name="prompts">Words the prompts.</param>
/// <param name="retry">How requests to models are repeated.</param>
/// <param name="time">The clock.</param>
public sealed class RlmRunner(AnalysisRunner analyses, PromptBuilder prompts, RetryOptions retry, TimeProvider time)
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
        using var trace = request.TracePath is { } path ? RunTrace.Create(path) : null;
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
            var budget = new RunBudget(request.Limits);
            var caller = new ModelCaller(retry, time);
            var context = new CommandContext
            {
                Documents = request.Documents,
                Variables = new Variables(request.Documents),
                Analyses = analyses,
                OutputLimit = request.Limits.OutputLimit,
                SubModel = request.Models.Sub is null ? null : new SubModel(request.Models, caller, budget, journal),
            };
            var run = new Run(request, context, CommandCatalog.BuiltIn, prompts, caller, budget, journal, time);
            await run.ExecuteAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            events.Complete();
        }
    }
}
