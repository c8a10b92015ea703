using System.Globalization;
using Rlm.Configuration;
using Rlm.Traces;

namespace Rlm.Server.Runs;

/// <summary>
/// What becomes of runs when the service stops: they have a while to end; what still goes on is parked, and goes on at the
/// next start. A run is parked by a file beside its trace that says who asked, and how often it was tried.
/// </summary>
internal sealed class ParkedRuns(
    RunDesk desk, LiveRuns live, RunPlaces places, RunStore store, ServerSettings settings, TimeProvider time, IHostApplicationLifetime lifetime, ILogger<ParkedRuns> logger)
    : IHostedService
{
    private const string Ending = ".parked";

    /// <summary>A run that was parked so often takes the service down with it, or never ends.</summary>
    private const int MostTries = 3;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(() => _ = ResumeAllAsync(lifetime.ApplicationStopping));

        // Before the web server stops: it waits for its requests, and they for their runs.
        lifetime.ApplicationStopping.Register(() => DrainAsync().GetAwaiter().GetResult());
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task DrainAsync()
    {
        places.Close();
        var runs = live.All;
        if (runs.Count == 0)
        {
            return;
        }

        RunDeskLog.Draining(logger, runs.Count, settings.ShutdownTime.TotalSeconds);
        await Task.WhenAny(Task.WhenAll(runs.Select(r => r.Ended)), Task.Delay(settings.ShutdownTime, time));
        var left = live.All;
        foreach (var run in left)
        {
            if (run.CanBeParked)
            {
                await WriteAsync(run.Id, run.Owner, Tries(run.Id) + 1);
            }

            run.Stop(run.CanBeParked ? StopReason.Parked : StopReason.Cancelled);
        }

        if (left.Count > 0)
        {
            await Task.WhenAll(left.Select(r => r.Ended));
            RunDeskLog.Parked(logger, left.Count);
        }
    }

    private async Task ResumeAllAsync(CancellationToken cancellationToken)
    {
        foreach (var path in Directory.Exists(store.Folder) ? Directory.GetFiles(store.Folder, "*" + Ending) : [])
        {
            var id = Path.GetFileNameWithoutExtension(path);
            try
            {
                if (Tries(id) > MostTries)
                {
                    RunDeskLog.NotResumed(logger, id, "it was parked too often.");
                    Forget(id);
                }
                else if (await desk.ResumeAsync(id, Owner(id), cancellationToken) is { } run)
                {
                    RunDeskLog.Resumed(logger, id);
                    _ = ForgetAfterAsync(run);
                }
                else
                {
                    RunDeskLog.NotResumed(logger, id, "there is no model for it, its documents changed, or its trace does not tell how it began.");
                    Forget(id);
                }
            }
            catch (Exception exception) when (exception is TraceException or IOException or UnauthorizedAccessException)
            {
                RunDeskLog.NotResumed(logger, id, exception.Message);
                Forget(id);
            }
            catch (OperationCanceledException)
            {
                // The service stops again; what is left stays parked.
                return;
            }
        }
    }

    private async Task ForgetAfterAsync(LiveRun run)
    {
        await run.Ended;
        if (run.Reason != StopReason.Parked)
        {
            Forget(run.Id);
        }
    }

    private string PathOf(string id) => Path.Combine(store.Folder, id + Ending);

    private async Task WriteAsync(string id, string owner, int tries) =>
        await File.WriteAllTextAsync(PathOf(id), string.Create(CultureInfo.InvariantCulture, $"{tries} {owner}"), CancellationToken.None);

    private int Tries(string id) => File.Exists(PathOf(id)) && int.TryParse(File.ReadAllText(PathOf(id)).Split(' ')[0], CultureInfo.InvariantCulture, out var tries) ? tries : 0;

    private string Owner(string id) => File.ReadAllText(PathOf(id)).Split(' ', 2).ElementAtOrDefault(1) ?? string.Empty;

    private void Forget(string id)
    {
        File.Delete(PathOf(id));
        new OrderDocuments(id, store.Folder).Dispose();
    }
}
