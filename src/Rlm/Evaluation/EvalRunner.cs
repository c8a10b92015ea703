using Rlm.Documents;
using Rlm.Runs;
using Rlm.Traces;

namespace Rlm.Evaluation;

/// <summary>Runs tasks and judges their answers.</summary>
/// <param name="runner">Runs one question.</param>
/// <param name="loader">Loads the tasks' documents.</param>
/// <param name="time">The clock.</param>
public sealed class EvalRunner(RlmRunner runner, DocumentLoader loader, TimeProvider time)
{
    /// <summary>
    /// Makes the runs that the file does not hold yet: the first run of every task, then the second, and so on. Each is
    /// written when it ends. A run that fails is a result like any other.
    /// </summary>
    /// <param name="request">What is run.</param>
    /// <param name="results">Where results go and what is done already. Not disposed.</param>
    /// <param name="watch">Told of every run that begins or ends, one call at a time; null for nobody.</param>
    /// <param name="cancellationToken">Ends the runs under way, which are then not written.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled; the file holds what had ended.</exception>
    /// <exception cref="EvalException">A result cannot be written.</exception>
    /// <exception cref="TraceException">A trace cannot be made or written.</exception>
    public async Task RunAsync(
        EvalRequest request, EvalResultFile results, Action<EvalProgress>? watch = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(results);
        var asked = (from run in Enumerable.Range(1, request.Runs) from task in request.Tasks.Tasks select (task, run)).ToList();
        var made = results.Results.Where(r => !request.RetryFailed || r.Error is null).Select(r => (r.Task, r.Run)).ToHashSet();
        var open = asked.Where(a => !made.Contains((a.task.Id, a.run))).ToList();
        var done = asked.Count - open.Count;
        var gate = new Lock();
        var options = new ParallelOptions { MaxDegreeOfParallelism = request.Parallel, CancellationToken = cancellationToken };
        await System.Threading.Tasks.Parallel.ForEachAsync(open, options, async (one, stop) =>
        {
            Tell(one, null);
            var result = await RunAsync(request, one.task, one.run, stop).ConfigureAwait(false);
            Tell(one, result);
        }).ConfigureAwait(false);

        void Tell((EvalTask Task, int Run) one, EvalResult? result)
        {
            lock (gate)
            {
                if (result is not null)
                {
                    results.Append(result);
                    done++;
                }

                watch?.Invoke(new EvalProgress(one.Task.Id, one.Run, result, done, asked.Count));
            }
        }
    }

    private async Task<EvalResult> RunAsync(EvalRequest request, EvalTask task, int run, CancellationToken cancellationToken)
    {
        var runId = RunIds.New(time);
        using var documents = await loader.LoadAsync(task.Files, null, cancellationToken).ConfigureAwait(false);
        if (documents.Problems.Count > 0)
        {
            return Unloaded(task, run, runId, documents.Problems);
        }

        var result = await runner.RunAsync(
            new RunRequest
            {
                Question = task.Query,
                Documents = documents,
                Models = request.Models,
                Limits = request.Limits,
                RunId = runId,
                TracePath = request.TraceFolder is { } folder ? Path.Combine(folder, $"{runId}.jsonl") : null,
            },
            cancellationToken).ConfigureAwait(false);
        var reason = result.Answer is { } answer ? task.Judge(answer) : null;
        return new EvalResult
        {
            Task = task.Id,
            Run = run,
            Correct = result.Answer is not null && reason is null,
            Answer = result.Answer,
            Reason = reason,
            Error = result.Error,
            RunId = runId,
            Iterations = result.Iterations,
            SubCalls = result.SubCalls,
            Tokens = result.Tokens,
            CostUsd = result.CostUsd,
            TimingsMs = result.TimingsMs,
        };
    }

    private static EvalResult Unloaded(EvalTask task, int run, string runId, IReadOnlyList<DocumentProblem> problems) => new()
    {
        Task = task.Id,
        Run = run,
        Correct = false,
        Error = new RunError("documents_unavailable", string.Join(' ', problems.Select(p => p.Message))),
        RunId = runId,
        Iterations = 0,
        SubCalls = 0,
        Tokens = new RunTokens(0, 0, 0),
        CostUsd = 0,
        TimingsMs = new RunTimings(0, 0, 0, 0),
    };
}
