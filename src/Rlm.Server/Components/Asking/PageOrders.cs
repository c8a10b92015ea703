using Rlm.Models;
using Rlm.Runs;
using Rlm.Server.Runs;
using Rlm.Traces;

namespace Rlm.Server.Components.Asking;

/// <summary>From what was filled in to a run. It goes on to its end, whoever looks.</summary>
internal sealed class PageOrders(RunDesk desk, RunStore store, TimeProvider time)
{
    /// <summary>Asks a sample's question, or another one of its documents.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="question">What is asked.</param>
    /// <param name="isRecorded">Whether the recorded completions answer, not a model.</param>
    /// <param name="owner">Who asks.</param>
    /// <param name="cancellationToken">Ends the waiting for a place.</param>
    public Task<RunStart> AskAsync(Sample sample, string question, bool isRecorded, string owner, CancellationToken cancellationToken)
    {
        var documents = New();
        foreach (var path in sample.Documents)
        {
            documents.AddPath(path);
        }

        var order = new RunOrder
        {
            Question = isRecorded ? sample.Question : question,
            Documents = documents,
            Owner = owner,
            WhenLeft = WhenLeft.GoOn,
            Models = isRecorded ? Recorded(sample) : null,
        };
        return desk.StartAsync(order, cancellationToken);
    }

    /// <summary>Asks of texts that were pasted or uploaded; each is written to disk as it comes.</summary>
    /// <param name="question">What is asked.</param>
    /// <param name="texts">The texts, each with its name.</param>
    /// <param name="owner">Who asks.</param>
    /// <param name="cancellationToken">Ends the reading, and the waiting for a place.</param>
    public async Task<RunStart> AskAsync(string question, IAsyncEnumerable<(string Name, Stream Content)> texts, string owner, CancellationToken cancellationToken)
    {
        var documents = New();
        try
        {
            await foreach (var (name, content) in texts.WithCancellation(cancellationToken))
            {
                await using (content)
                {
                    await documents.AddFileAsync(name, content, cancellationToken);
                }
            }
        }
        catch
        {
            documents.Dispose();
            throw;
        }

        return await desk.StartAsync(new RunOrder { Question = question, Documents = documents, Owner = owner, WhenLeft = WhenLeft.GoOn }, cancellationToken);
    }

    private OrderDocuments New() => new(RunIds.New(time), store.Folder);

    private ModelPool Recorded(Sample sample) => ModelFactory.Create(
        [new ProviderOptions { ProviderType = ProviderType.Recorded, Model = "recorded", BaseUrl = sample.Recording }], localOnly: true, _ => null, time);
}
