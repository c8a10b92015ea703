using System.ComponentModel;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Rlm.Runs;
using Rlm.Server.Access;
using Rlm.Server.Runs;
using Rlm.Traces;

namespace Rlm.Server.Mcp;

/// <summary>The tool that asks a model: a configured one, else the client's own.</summary>
[McpServerToolType]
internal sealed class QuestionTool(RunDesk desk, ModelDesk models, ToolDocuments documents, RunStore store, TimeProvider time)
{
    [McpServerTool(Name = "ask_documents", ReadOnly = true, OpenWorld = true)]
    [Description("Answers a question over documents far larger than a context window: a model works through them with searches and compiled analyses. May take minutes.")]
    public async Task<CallToolResult> AskDocumentsAsync(
        McpServer server,
        [Description("What is asked.")] string question,
        IProgress<ProgressNotificationValue> progress,
        [Description("Files or folders, of any size; archives, PDF, Office files and mail are read too.")] string[]? paths = null,
        [Description("A text to ask of instead of files.")] string? text = null,
        CancellationToken cancellationToken = default)
    {
        if ((paths is null or []) == (text is null))
        {
            return ToolAnswer.Failed(text is null ? ToolDocuments.Nothing : "Give `paths` or `text`, not both.");
        }

        if (string.IsNullOrWhiteSpace(question))
        {
            return ToolAnswer.Failed("`question` is empty.");
        }

        var order = new OrderDocuments(RunIds.New(time), store.Folder);
        if (text is not null)
        {
            await order.AddTextAsync("text.txt", text, cancellationToken);
        }
        else if (documents.Find(paths!, out var problem) is { } real)
        {
            real.ToList().ForEach(order.AddPath);
        }
        else
        {
            return ToolAnswer.Failed(problem!);
        }

        var start = await desk.StartAsync(
            new RunOrder
            {
                Question = question,
                Documents = order,
                Owner = server.Services?.GetService<IHttpContextAccessor>()?.HttpContext?.User.Identity?.Name ?? KeyAuthentication.Anybody,
                Models = models.Pool is null ? SampledModels.Of(server) : null,
            },
            cancellationToken);
        return start.Run is { } run ? await WatchAsync(run, progress, cancellationToken) : ToolAnswer.Failed(start.Message);
    }

    private static async Task<CallToolResult> WatchAsync(LiveRun run, IProgress<ProgressNotificationValue> progress, CancellationToken cancellationToken)
    {
        var told = 0;
        await foreach (var piece in run.WatchAsync(0, cancellationToken))
        {
            if (RunWords.Of(piece.Event) is { } words)
            {
                progress.Report(new ProgressNotificationValue { Progress = ++told, Message = words });
            }
        }

        return run.Result is { } result
            ? ToolAnswer.Of(result.Answer ?? result.Error!.Message, result, RunJson.Result, !result.Success)
            : ToolAnswer.Failed(run.Failure!.Message);
    }
}
