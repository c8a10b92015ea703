using Microsoft.Extensions.Options;
using Rlm.Configuration;
using Rlm.Documents;
using Rlm.Hosting;
using Rlm.Models;
using Rlm.Runs;
using Rlm.Server.Telemetry;
using Rlm.Traces;

namespace Rlm.Server.Runs;

/// <summary>Takes orders: gives each a place, runs it, and keeps those that go on where others can watch them.</summary>
internal sealed class RunDesk(
    RlmRunner runner,
    DocumentLoader loader,
    ModelDesk models,
    LiveRuns live,
    RunPlaces places,
    RunStore store,
    RunFigures figures,
    ServerSettings settings,
    IOptions<RlmOptions> options,
    TimeProvider time,
    ILogger<RunDesk> logger)
{
    /// <summary>Begins a run, once there is a place for it.</summary>
    /// <param name="order">Who asks what. Its documents and models are looked after from here on.</param>
    /// <param name="cancellationToken">Ends the waiting for a place, not the run.</param>
    public async Task<RunStart> StartAsync(RunOrder order, CancellationToken cancellationToken)
    {
        RunPlace? place = null;
        DocumentSet? documents = null;
        var hasBegun = false;
        try
        {
            if ((order.Models ?? models.Pool) is not { } pool)
            {
                return RunStart.Refused(StartRefusal.NoModel, ModelDesk.NoModel);
            }

            (place, var refusal) = await places.EnterAsync(order.Owner, cancellationToken);
            if (place is null)
            {
                return refusal!;
            }

            documents = await LoadAsync(order.Documents, cancellationToken);
            if (documents.Problems.Count > 0)
            {
                return RunStart.Refused(StartRefusal.Documents, string.Join(' ', documents.Problems.Select(p => WithoutPaths(p.Message, order.Documents))));
            }

            var run = Begin(order, pool, documents, [], place);
            hasBegun = true;
            return RunStart.Started(run);
        }
        catch (IOException exception)
        {
            RunDeskLog.DocumentsFailed(logger, order.Documents.RunId, exception);
            return RunStart.Refused(StartRefusal.Documents, "The documents cannot be read.");
        }
        finally
        {
            if (!hasBegun)
            {
                place?.Dispose();
                documents?.Dispose();
                order.Documents.Dispose();
                order.Models?.Dispose();
            }
        }
    }

    /// <summary>Goes on with a run that was parked.</summary>
    /// <returns>Null when it cannot go on; the log says why.</returns>
    public async Task<LiveRun?> ResumeAsync(string id, string owner, CancellationToken cancellationToken)
    {
        var events = TraceReader.Read(store.PathOf(id));
        if (events.OfType<RunStarted>().FirstOrDefault() is not { Recipe: { } recipe } started || models.Pool is not { } pool)
        {
            return null;
        }

        var (place, _) = await places.EnterAsync(owner, cancellationToken);
        if (place is null)
        {
            return null;
        }

        var kept = new OrderDocuments(id, store.Folder) { Include = recipe.Include, Exclude = recipe.Exclude };
        foreach (var path in recipe.Documents)
        {
            kept.AddPath(path);
        }

        var documents = await LoadAsync(kept, cancellationToken);
        if (documents.Problems.Count > 0 || RunTracing.Differences(started.Documents, RunTracing.Facts(documents, cancellationToken)).Count > 0)
        {
            RunDeskLog.DocumentsChanged(logger, id);
            documents.Dispose();
            place.Dispose();
            return null;
        }

        var order = new RunOrder { Question = started.Question, Documents = kept, Owner = owner, Schema = started.Schema, Limits = started.Limits, WhenLeft = WhenLeft.GoOn };
        return Begin(order, pool, documents, events, place);
    }

    private LiveRun Begin(RunOrder order, ModelPool pool, DocumentSet documents, IReadOnlyList<RunEvent> before, RunPlace place)
    {
        var run = new LiveRun(order.Documents.RunId, order.Owner, before) { CanBeParked = order.Models is null };
        var request = new RunRequest
        {
            Question = order.Question,
            Documents = documents,
            Models = pool,
            Limits = order.Limits ?? options.Value.Limits,
            Schema = order.Schema,
            RunId = run.Id,
            TracePath = store.PathOf(run.Id),
            Record = before.Count == 0 ? null : new RunRecord(before),
            Recipe = new RunRecipe
            {
                Documents = order.Documents.Specs,
                Folder = Path.GetPathRoot(store.Folder)!,
                Include = order.Documents.Include,
                Exclude = order.Documents.Exclude,
                Providers = [.. pool.Providers.Select(p => p.WithoutSecrets())],
            },
        };
        if (order.WhenLeft != WhenLeft.GoOn)
        {
            var patience = order.WhenLeft == WhenLeft.StopLater ? settings.ReconnectTime : TimeSpan.Zero;
            run.Left += left => _ = new Abandonment(left, patience, time).WaitAsync();
        }

        live.Add(run);

        // Whoever asked may go away: the run has a life, and an end, of its own.
        _ = Task.Run(() => ExecuteAsync(run, request, order, place), CancellationToken.None);
        return run;
    }

    private async Task ExecuteAsync(LiveRun run, RunRequest request, RunOrder order, RunPlace place)
    {
        RunError? failure = null;
        try
        {
            await foreach (var runEvent in runner.StreamAsync(request, run.Stopping))
            {
                figures.Observe(runEvent);
                run.Add(runEvent);
            }
        }
        catch (OperationCanceledException)
        {
            failure = StopMessages.Of(run.Reason, run.Id);
            figures.Stop();
        }
        catch (TraceException exception)
        {
            RunDeskLog.TraceFailed(logger, run.Id, exception);
            failure = new RunError("trace_failed", "What happens cannot be written down, so the run ended. The service's log says why.");
        }
        catch (Exception exception)
        {
            // Nothing expected comes here; whoever waits still hears of the end, and the log of the reason.
            RunDeskLog.Failed(logger, run.Id, exception);
            failure = new RunError("failed", "Something failed that should not. The service's log says what.");
        }
        finally
        {
            if (run.Reason == StopReason.Parked)
            {
                order.Documents.Keep();
            }

            request.Documents.Dispose();
            order.Documents.Dispose();
            order.Models?.Dispose();
            place.Dispose();
            live.Remove(run, failure);
        }
    }

    private Task<DocumentSet> LoadAsync(OrderDocuments documents, CancellationToken cancellationToken) =>
        (documents.Include.Count + documents.Exclude.Count == 0
            ? loader
            : new DocumentLoader(options.Value.Documents with { Include = documents.Include, Exclude = documents.Exclude }))
        .LoadAsync(documents.Specs, null, cancellationToken);

    /// <summary>Where the service keeps uploads is nobody's business.</summary>
    private static string WithoutPaths(string message, OrderDocuments documents) =>
        message.Replace(documents.Folder + Path.DirectorySeparatorChar, string.Empty, StringComparison.Ordinal);
}
