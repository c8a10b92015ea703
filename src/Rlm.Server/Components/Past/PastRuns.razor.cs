using Microsoft.AspNetCore.Components;
using Rlm.Server.Components.Looking;
using Rlm.Server.Runs;
using Rlm.Server.Search;
using Rlm.Traces;

namespace Rlm.Server.Components.Past;

/// <summary>The list of runs, with a search.</summary>
public sealed partial class PastRuns
{
    private const int PageSize = 20;

    private string _query = string.Empty;
    private int _limit = PageSize;
    private RunMatches _found = new([], 0);

    [Inject]
    private RunIndex Search { get; set; } = null!;

    [Inject]
    private LiveRuns Live { get; set; } = null!;

    private string CountText => _query.Trim().Length == 0 ? Say.Count(_found.Total, "run") : $"{Say.Count(_found.Total, "run")} found";

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _found = Search.Find(_query, 0, _limit, CancellationToken.None);
        Live.Ended += OnEnded;
    }

    /// <summary>Nobody looks any more.</summary>
    public void Dispose() => Live.Ended -= OnEnded;

    private static string Short(string answer) => answer.Length <= 160 ? answer : answer[..160] + " …";

    private static string WordOf(RunStatus status) => status switch
    {
        RunStatus.Interrupted => "stopped",
        RunStatus.Unreadable => "unreadable",
        _ => status.ToString().ToLowerInvariant(),
    };

    private static string ClassOf(RunStatus status) => status switch
    {
        RunStatus.Done => "good",
        RunStatus.Running => "live",
        _ => "bad",
    };

    private Task SearchAsync(string query)
    {
        (_query, _limit) = (query ?? string.Empty, PageSize);
        return FindAsync();
    }

    private Task MoreAsync()
    {
        _limit += PageSize;
        return FindAsync();
    }

    private async Task FindAsync()
    {
        // Files are read; the circuit stays free meanwhile.
        var (query, limit) = (_query, _limit);
        var found = await Task.Run(() => Search.Find(query, 0, limit, CancellationToken.None));
        if (query == _query)
        {
            _found = found;
        }
    }

    private void OnEnded(LiveRun run) => _ = InvokeAsync(async () =>
    {
        await FindAsync();
        StateHasChanged();
    });
}
