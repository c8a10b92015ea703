using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Rlm.Runs;
using Rlm.Server.Components.Shell;
using Rlm.Server.Components.Telling;
using Rlm.Server.Runs;
using Rlm.Traces;

namespace Rlm.Server.Components.Looking;

/// <summary>A run: live while it goes on, else from its trace. Both are the same view of the first so many events.</summary>
public sealed partial class RunPage
{
    /// <summary>Faster than a reader follows, slow enough for a browser.</summary>
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(600);

    private readonly CancellationTokenSource _gone = new();
    private readonly List<RunEvent> _events = [];
    private RunViewBuilder _all = new();
    private LiveRun? _live;
    private int? _at;
    private bool _isFound = true;
    private bool _isPlaying;
    private string? _stopped;
    private string? _shared;
    private RunStatus _status;
    private DateTimeOffset _now;

    /// <summary>The run's identity.</summary>
    [Parameter]
    public string Id { get; set; } = string.Empty;

    /// <summary>How many events a shared link shows; all when it does not say.</summary>
    [SupplyParameterFromQuery(Name = "at")]
    public int? SharedAt { get; set; }

    [CascadingParameter]
    private HttpContext? Context { get; set; }

    [Inject]
    private RunLibrary Library { get; set; } = null!;

    [Inject]
    private LiveRuns Live { get; set; } = null!;

    [Inject]
    private RunStore Store { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IJSRuntime Browser { get; set; } = null!;

    private RunView View { get; set; } = new RunViewBuilder().View();

    private int At => Math.Min(_at ?? _events.Count, _events.Count);

    private string Path => new Uri(Navigation.Uri).AbsolutePath;

    private string StatusText => _live is not null ? "running" : _status switch
    {
        RunStatus.Done => "done",
        RunStatus.Failed => "failed",
        RunStatus.Running => "running in another process",
        RunStatus.Interrupted => "stopped",
        _ => "cannot be read",
    };

    private string StatusClass => _live is not null ? "live" : _status switch
    {
        RunStatus.Done => "good",
        RunStatus.Running => "live",
        _ => "bad",
    };

    /// <summary>What somebody who cannot see the page hears while the run goes on.</summary>
    private string Announced => _events.Count == 0 ? string.Empty : EventWords.Of(_events[^1]);

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _at = SharedAt is > 0 ? SharedAt : null;
        Read();
        if (!_isFound)
        {
            MissingPage.Tell(Context);
        }
    }

    /// <inheritdoc/>
    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender && _live is { } run)
        {
            _ = WatchAsync(run);
        }
    }

    /// <summary>Nobody looks any more.</summary>
    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        _gone.Dispose();
    }

    private static string Short(string text, int most) => text.Length <= most ? text : text[..most] + " …";

    /// <summary>What the trace holds. Of a run that goes on it has all up to now; the rest comes from watching it.</summary>
    private void Read()
    {
        _live = Live.Find(Id);
        var events = Library.Read(Id);
        _isFound = _live is not null || events is not null;
        if (!_isFound)
        {
            return;
        }

        _events.Clear();
        _events.AddRange(events ?? []);
        _all = new RunViewBuilder();
        _events.ForEach(_all.Add);
        _status = events is null ? RunStatus.Running : Store.Summary(Id).Status;
        Fold();
    }

    private void Fold()
    {
        // What was streamed is only of use at the end of what there is.
        View = At == _events.Count ? _all.View() : RunViewBuilder.Of(_events.Take(At));
        _now = _live is not null && At == _events.Count ? Time.GetUtcNow() : View.LastAt ?? Time.GetUtcNow();
    }

    private async Task WatchAsync(LiveRun run)
    {
        try
        {
            var stop = _gone.Token;
            _events.Clear();
            _all = new RunViewBuilder();
            using var beat = new PeriodicTimer(Beat, Time);
            var isOver = false;
            var drawing = DrawAsync();
            await foreach (var piece in run.WatchAsync(0, stop))
            {
                // Back to the circuit's own thread: a reader may be moving the slider.
                await InvokeAsync(() => Add(piece));
            }

            isOver = true;
            beat.Dispose();
            await drawing;
            await InvokeAsync(() => End(run));

            async Task DrawAsync()
            {
                while (!isOver && await beat.WaitForNextTickAsync(stop))
                {
                    await InvokeAsync(Draw);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The page was left; the run goes on.
        }
    }

    private void Add(RunPiece piece)
    {
        _all.Add(piece.Event);
        if (piece.Number is not null)
        {
            _events.Add(piece.Event);
        }
    }

    private void Draw()
    {
        Fold();
        StateHasChanged();
    }

    private void End(LiveRun run)
    {
        _live = null;
        _stopped = run.Failure?.Message;
        _status = run.Result switch { { Success: true } => RunStatus.Done, not null => RunStatus.Failed, _ => RunStatus.Interrupted };
        Draw();
    }

    private void Cancel() => _live?.Stop(StopReason.Cancelled);

    private void Move(int at)
    {
        _isPlaying = false;
        Show(at);
    }

    private void Show(int at)
    {
        // At the end the view follows what still comes.
        _at = at >= _events.Count ? null : Math.Max(1, at);
        _shared = null;
        Fold();
    }

    private async Task Play()
    {
        _isPlaying = !_isPlaying;
        if (!_isPlaying)
        {
            return;
        }

        if (At == _events.Count)
        {
            Show(1);
        }

        using var pace = new PeriodicTimer(Pace, Time);
        try
        {
            while (_isPlaying && await pace.WaitForNextTickAsync(_gone.Token) && _isPlaying)
            {
                Show(At + 1);
                _isPlaying = _at is not null;
                StateHasChanged();
            }
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
    }

    private async Task ShareAsync()
    {
        var link = new Uri(Navigation.Uri).GetLeftPart(UriPartial.Path) + (_at is { } at ? FormattableString.Invariant($"?at={at}") : string.Empty);
        var isCopied = await Browser.InvokeAsync<bool>("rlm.copy", link);
        await Browser.InvokeVoidAsync("rlm.place", link);
        _shared = isCopied ? "The link is copied." : "The link is in the address bar.";
    }
}
