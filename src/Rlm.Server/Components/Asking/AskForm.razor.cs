using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.JSInterop;
using Rlm.Configuration;
using Rlm.Server.Components.Looking;
using Rlm.Server.Runs;

namespace Rlm.Server.Components.Asking;

/// <summary>A question over a sample, a pasted text or an upload.</summary>
public sealed partial class AskForm : IDisposable
{
    private const int MostFiles = 1_000;

    private static readonly (AskSource Source, string Name)[] Sources =
        [(AskSource.Sample, "A sample"), (AskSource.Text, "Pasted text"), (AskSource.Files, "Uploaded files")];

    private readonly CancellationTokenSource _gone = new();
    private AskSource _source;
    private Sample? _sample;
    private bool _isRecorded = true;
    private string _question = string.Empty;
    private ElementReference _text;
    private IReadOnlyList<IBrowserFile> _files = [];
    private bool _isAsking;
    private string? _progress;
    private string? _problem;

    [Inject]
    private SampleLibrary Samples { get; set; } = null!;

    [Inject]
    private PageOrders Orders { get; set; } = null!;

    [Inject]
    private ModelDesk Models { get; set; } = null!;

    [Inject]
    private ServerSettings Settings { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private AuthenticationStateProvider Authentication { get; set; } = null!;

    [Inject]
    private IJSRuntime Browser { get; set; } = null!;

    private bool IsRecorded => _isRecorded || Models.Pool is null;

    /// <summary>Nobody waits any more.</summary>
    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _isRecorded = Models.Pool is null;
        if (Samples.All is [var first, ..])
        {
            Choose(first);
        }
    }

    private void Choose(Sample sample)
    {
        _sample = sample;
        _question = sample.Question;
    }

    private void Choose(bool isRecorded)
    {
        _isRecorded = isRecorded;
        _question = isRecorded && _sample is not null ? _sample.Question : _question;
    }

    private async Task AskAsync()
    {
        _problem = _source == AskSource.Text && await Browser.InvokeAsync<int>("rlm.lengthOf", _gone.Token, _text) == 0 ? "There is no text." : Missing();
        if (_problem is not null)
        {
            return;
        }

        (_isAsking, _progress) = (true, "Waiting for a place …");
        try
        {
            var owner = (await Authentication.GetAuthenticationStateAsync()).User.Identity?.Name ?? string.Empty;
            var start = _source == AskSource.Sample
                ? await Orders.AskAsync(_sample!, _question, IsRecorded, owner, _gone.Token)
                : await Orders.AskAsync(_question, _source == AskSource.Text ? TextAsync(_gone.Token) : FilesAsync(), owner, _gone.Token);
            if (start.Run is { } run)
            {
                Navigation.NavigateTo($"{PageHosting.Root}/runs/{run.Id}");
                return;
            }

            _problem = start.Message;
        }
        catch (Exception exception) when (exception is IOException or JSException)
        {
            _problem = "The text did not arrive whole. Ask again.";
        }
        catch (OperationCanceledException)
        {
            // The page was left before the run began.
        }
        finally
        {
            (_isAsking, _progress) = (false, null);
        }
    }

    private string? Missing() =>
        string.IsNullOrWhiteSpace(_question) ? "There is no question."
        : _source == AskSource.Sample && _sample is null ? "There are no samples beside this program."
        : _source == AskSource.Files && _files.Count == 0 ? "There are no files."
        : _source == AskSource.Files && _files.Sum(f => f.Size) > Settings.MaxUploadBytes ? $"The files have more than {Say.Bytes(Settings.MaxUploadBytes)}, which is what this service takes (server.max_upload_bytes)."
        : null;

    private async IAsyncEnumerable<(string Name, Stream Content)> TextAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var text = await Browser.InvokeAsync<IJSStreamReference>("rlm.textOf", cancellationToken, _text);
        yield return ("text.txt", await text.OpenReadStreamAsync(Settings.MaxUploadBytes, cancellationToken));
        await text.DisposeAsync();
    }

    private async IAsyncEnumerable<(string Name, Stream Content)> FilesAsync()
    {
        for (var i = 0; i < _files.Count; i++)
        {
            _progress = $"Taking {i + 1} of {Say.Count(_files.Count, "file")} …";
            StateHasChanged();
            await Task.Yield();
            yield return (_files[i].Name, _files[i].OpenReadStream(Settings.MaxUploadBytes, _gone.Token));
        }
    }
}
