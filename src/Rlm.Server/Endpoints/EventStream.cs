using System.Globalization;
using System.Text.Json;
using Rlm.Runs;
using Rlm.Server.Runs;

namespace Rlm.Server.Endpoints;

/// <summary>
/// Server-sent events (WHATWG HTML, 9.2): the run's events as its trace has them. The identity of one is the run's and its
/// number, so that <c>Last-Event-ID</c> says what the client has; what is only of use while it happens has none.
/// </summary>
internal static class EventStream
{
    /// <summary>Often enough that no proxy takes the connection for dead.</summary>
    public static TimeSpan Beat { get; } = TimeSpan.FromSeconds(15);

    public static void Begin(HttpResponse response)
    {
        response.ContentType = "text/event-stream; charset=utf-8";
        response.Headers.CacheControl = "no-store";

        // Nginx would gather the events otherwise.
        response.Headers["X-Accel-Buffering"] = "no";
    }

    /// <summary>Writes all pieces, and a comment now and then while there is none.</summary>
    public static async Task WriteAsync(HttpResponse response, string runId, IAsyncEnumerable<RunPiece> pieces, TimeProvider time, CancellationToken cancellationToken)
    {
        Begin(response);
        await response.Body.FlushAsync(cancellationToken);
        await using var enumerator = pieces.GetAsyncEnumerator(cancellationToken);
        using var beat = new PeriodicTimer(Beat, time);
        var tick = beat.WaitForNextTickAsync(cancellationToken).AsTask();
        for (var next = enumerator.MoveNextAsync().AsTask(); ;)
        {
            if (await Task.WhenAny(next, tick) == tick && !next.IsCompleted)
            {
                await tick;
                await response.WriteAsync(": still at it\n\n", cancellationToken);
                await response.Body.FlushAsync(cancellationToken);
                tick = beat.WaitForNextTickAsync(cancellationToken).AsTask();
                continue;
            }

            if (!await next)
            {
                return;
            }

            await WriteAsync(response, runId, enumerator.Current, cancellationToken);
            next = enumerator.MoveNextAsync().AsTask();
            if (!next.IsCompleted)
            {
                await response.Body.FlushAsync(cancellationToken);
            }
        }
    }

    /// <summary>Tells why a run ended without a result of its own.</summary>
    public static Task StoppedAsync(HttpResponse response, RunError failure, CancellationToken cancellationToken) =>
        response.WriteAsync($"event: run_stopped\ndata: {JsonSerializer.Serialize(failure, ServerJson.Readable.RunError)}\n\n", cancellationToken);

    /// <summary>The number in a <c>Last-Event-ID</c>, 0 when there is none or it is of another run.</summary>
    public static long NumberOf(string? lastEventId, string runId) =>
        lastEventId?.Split(':') is [var id, var number] && id == runId && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? parsed : 0;

    /// <summary>The run that a <c>Last-Event-ID</c> is of, or null.</summary>
    public static string? RunOf(string? lastEventId) => lastEventId?.Split(':') is [{ Length: > 0 } id, _] ? id : null;

    private static async Task WriteAsync(HttpResponse response, string runId, RunPiece piece, CancellationToken cancellationToken)
    {
        if (piece.Number is { } number)
        {
            await response.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"id: {runId}:{number}\n"), cancellationToken);
        }

        // JSON on one line holds no line end.
        await response.WriteAsync($"event: {RunEventNames.Of(piece.Event)}\ndata: {JsonSerializer.Serialize(piece.Event, RunJson.Event)}\n\n", cancellationToken);
    }
}
