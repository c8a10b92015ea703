using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Rlm.Runs;
using Rlm.Server.Runs;

namespace Rlm.Server.Endpoints;

/// <summary><c>POST /query</c>, <c>/debug</c> and <c>/stream</c>: a question over documents, answered in three ways.</summary>
internal static class QueryEndpoints
{
    public static void MapQueries(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/query", QueryAsync)
            .WithSummary("Answers a question over documents")
            .WithDescription("Takes JSON, or multipart/form-data with files. Answers with the object of `rlm ask --json`. Going away stops the run.")
            .TakesQuery().Produces<RunResult>();
        routes.MapPost("/debug", DebugAsync)
            .WithSummary("Answers a question and tells every step")
            .WithDescription("As /query; the answer has `events` besides: all that its trace holds.")
            .TakesQuery().Produces<RunResult>();
        routes.MapPost("/stream", StreamAsync)
            .WithSummary("Answers a question and tells every step as it happens")
            .WithDescription("Server-sent events: the run's own, as in its trace; the last is `run_finished`. With `Last-Event-ID` an earlier stream goes on, and the body is not read.")
            .TakesQuery().Produces<RunEvent>(StatusCodes.Status200OK, "text/event-stream");
    }

    private static async Task<IResult> QueryAsync(HttpContext context, OrderReader orders, RunDesk desk) =>
        await RunAsync(context, orders, desk, (run, _) => Answer(run), WhenLeft.Stop);

    private static async Task<IResult> DebugAsync(HttpContext context, OrderReader orders, RunDesk desk) =>
        await RunAsync(context, orders, desk, Debug, WhenLeft.Stop);

    private static async Task<IResult> StreamAsync(HttpContext context, OrderReader orders, RunDesk desk, LiveRuns live, RunLibrary library, TimeProvider time)
    {
        var last = context.Request.Headers["Last-Event-ID"].ToString();
        if (EventStream.RunOf(last) is { } earlier)
        {
            return await RunEndpoints.WatchAsync(earlier, context, live, library, time);
        }

        var (order, problem) = await orders.ReadAsync(context, WhenLeft.StopLater, context.RequestAborted);
        if (order is null)
        {
            return problem!;
        }

        var start = await desk.StartAsync(order, context.RequestAborted);
        return start.Run is { } run ? await RunEndpoints.WatchAsync(run, 0, context, time) : Refused(start, context);
    }

    private static async Task<IResult> RunAsync(
        HttpContext context, OrderReader orders, RunDesk desk, Func<LiveRun, IReadOnlyList<RunEvent>, IResult> answer, WhenLeft whenLeft)
    {
        var (order, problem) = await orders.ReadAsync(context, whenLeft, context.RequestAborted);
        if (order is null)
        {
            return problem!;
        }

        var start = await desk.StartAsync(order, context.RequestAborted);
        if (start.Run is not { } run)
        {
            return Refused(start, context);
        }

        var events = new List<RunEvent>();
        await foreach (var piece in run.WatchAsync(0, context.RequestAborted))
        {
            if (piece.Number is not null)
            {
                events.Add(piece.Event);
            }
        }

        return answer(run, events);
    }

    /// <summary>What the run came to: its result, or a problem that holds it.</summary>
    private static IResult Answer(LiveRun run) => run.Result switch
    {
        { Success: true } result => Results.Json(result, RunJson.Result),
        { Error: { } error } result => RunProblems.Of(error, result),
        _ => RunProblems.Of(run.Failure!, null),
    };

    private static IResult Debug(LiveRun run, IReadOnlyList<RunEvent> events)
    {
        if (run.Result is not { Success: true } result)
        {
            return Answer(run);
        }

        var node = JsonSerializer.SerializeToNode(result, RunJson.Result)!;
        node["events"] = new System.Text.Json.Nodes.JsonArray([.. events.Select(e => JsonSerializer.SerializeToNode(e, RunJson.Event))]);
        return Results.Text(node.ToJsonString(), "application/json");
    }

    /// <summary>Why no run began.</summary>
    internal static ProblemHttpResult Refused(RunStart start, HttpContext context)
    {
        var (status, code) = start.Refusal switch
        {
            StartRefusal.NoModel => (StatusCodes.Status503ServiceUnavailable, "not_configured"),
            StartRefusal.Documents => (StatusCodes.Status422UnprocessableEntity, "documents_unreadable"),
            StartRefusal.TooManyOfKey => (StatusCodes.Status429TooManyRequests, "too_many_runs"),
            StartRefusal.QueueFull => (StatusCodes.Status503ServiceUnavailable, "queue_full"),
            _ => (StatusCodes.Status503ServiceUnavailable, "stopping"),
        };
        if (start.Refusal is StartRefusal.TooManyOfKey or StartRefusal.QueueFull or StartRefusal.Stopping)
        {
            context.Response.Headers.RetryAfter = "5";
        }

        return Problems.Of(status, code, start.Message);
    }

    private static RouteHandlerBuilder TakesQuery(this RouteHandlerBuilder route) => route
        .Accepts<QueryBody>("application/json", "multipart/form-data")
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status403Forbidden)
        .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
        .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
        .ProducesProblem(StatusCodes.Status429TooManyRequests)
        .ProducesProblem(StatusCodes.Status502BadGateway)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
        .WithTags("Questions");
}
