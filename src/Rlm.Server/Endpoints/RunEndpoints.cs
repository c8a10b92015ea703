using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Rlm.Runs;
using Rlm.Server.Runs;
using Rlm.Server.Search;
using Rlm.Traces;

namespace Rlm.Server.Endpoints;

/// <summary>What <c>GET /runs</c> answers.</summary>
/// <param name="Runs">The newest first.</param>
/// <param name="Total">How many there are in all.</param>
internal sealed record RunList(IReadOnlyList<RunSummary> Runs, int Total);

/// <summary>The runs: those that go on, and those that ended.</summary>
internal static class RunEndpoints
{
    private const int MostListed = 1_000;

    public static void MapRuns(this IEndpointRouteBuilder routes)
    {
        var runs = routes.MapGroup("/runs").WithTags("Runs");
        runs.MapGet("", List).WithSummary("All runs, or those with all words of `search`, the newest first").Produces<RunList>().ProducesProblem(400);
        runs.MapGet("/{id}", Get).WithSummary("A run and its events").Produces<RunSummary>().ProducesProblem(404);
        runs.MapGet("/{id}/events", (string id, HttpContext context, LiveRuns live, RunLibrary library, TimeProvider time) => WatchAsync(id, context, live, library, time)).WithSummary("A run's events, as server-sent events")
            .Produces<RunEvent>(StatusCodes.Status200OK, "text/event-stream").ProducesProblem(404);
        runs.MapGet("/{id}/trace", Trace).WithSummary("A run's trace as a file").Produces(200, contentType: "application/jsonl").ProducesProblem(404);
        runs.MapPost("/{id}/cancel", Cancel).WithSummary("Stops a run that goes on").Produces(204).ProducesProblem(404).ProducesProblem(409);
    }

    /// <summary>Tells a run's events, those that happened already first.</summary>
    public static async Task<IResult> WatchAsync(string id, HttpContext context, LiveRuns live, RunLibrary library, TimeProvider time)
    {
        var after = EventStream.NumberOf(context.Request.Headers["Last-Event-ID"].ToString(), id);
        if (live.Find(id) is { } run)
        {
            return await WatchAsync(run, after, context, time);
        }

        if (library.Read(id) is not { } events)
        {
            return NotFound();
        }

        await EventStream.WriteAsync(context.Response, id, Kept(events, after), time, context.RequestAborted);
        return Results.Empty;
    }

    public static async Task<IResult> WatchAsync(LiveRun run, long after, HttpContext context, TimeProvider time)
    {
        try
        {
            await EventStream.WriteAsync(context.Response, run.Id, run.WatchAsync(after, context.RequestAborted), time, context.RequestAborted);
            if (run.Failure is { } failure)
            {
                await EventStream.StoppedAsync(context.Response, failure, context.RequestAborted);
            }
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there any more to be told anything.
        }

        return Results.Empty;
    }

    private static IResult List(RunIndex index, CancellationToken cancellationToken, string search = "", int limit = 100, int offset = 0)
    {
        if (limit is < 1 or > MostListed || offset < 0)
        {
            return RequestBody.Invalid($"`limit` lies between 1 and {MostListed:N0}, `offset` is 0 or more.");
        }

        var found = index.Find(search, offset, limit, cancellationToken);
        return Results.Json(new RunList(found.Runs, found.Total), ServerJson.Readable.RunList);
    }

    private static IResult Get(string id, RunLibrary library, RunStore store)
    {
        if (library.Read(id) is not { } events)
        {
            return NotFound();
        }

        var node = JsonSerializer.SerializeToNode(store.Summary(id), ServerJson.Readable.RunSummary)!.AsObject();
        var part = TraceReader.LastPart(events);
        node["result"] = part.OfType<RunFinished>().LastOrDefault() is { } finished ? JsonSerializer.SerializeToNode(finished.Result, RunJson.Result) : null;
        node["events"] = new JsonArray([.. part.Select(e => JsonSerializer.SerializeToNode(e, RunJson.Event))]);
        return Results.Text(node.ToJsonString(), "application/json");
    }

    private static IResult Trace(string id, RunLibrary library) =>
        library.TraceOf(id) is { } path ? Results.File(path, "application/jsonl", id + ".jsonl") : NotFound();

    private static IResult Cancel(string id, LiveRuns live, RunLibrary library)
    {
        if (live.Find(id) is not { } run)
        {
            return library.Has(id) ? Problems.Of(StatusCodes.Status409Conflict, "has_ended", "The run has ended, so it cannot be stopped.") : NotFound();
        }

        run.Stop(StopReason.Cancelled);
        return Results.NoContent();
    }

    private static ProblemHttpResult NotFound() => Problems.Of(StatusCodes.Status404NotFound, "not_found", "There is no run of this identity. GET /runs lists those that are.");

    private static async IAsyncEnumerable<RunPiece> Kept(IReadOnlyList<RunEvent> events, long after)
    {
        await Task.CompletedTask;
        for (var i = (int)Math.Min(after, events.Count); i < events.Count; i++)
        {
            yield return new RunPiece(i + 1, events[i]);
        }
    }
}
