using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Rlm.Configuration;
using Rlm.Hosting;
using Rlm.Runs;
using Rlm.Server.Endpoints;
using Rlm.Server.Runs;

namespace Rlm.Server.Chat;

/// <summary>An RLM behind OpenAI's interface: <c>POST /v1/chat/completions</c> and <c>GET /v1/models</c>.</summary>
internal static class ChatEndpoints
{
    /// <summary>The one model that there is.</summary>
    public const string Model = "rlm";

    public static void MapChat(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/chat/completions", CompleteAsync)
            .WithSummary("Answers a conversation, as OpenAI's interface does")
            .WithDescription("Long messages and attached files are the documents, the last message of the user is the question. With `stream` the answer comes as server-sent events.")
            .WithTags("OpenAI's interface")
            .Accepts<ChatBody>("application/json").Produces<ChatCompletion>()
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(413).ProducesProblem(415).ProducesProblem(429).ProducesProblem(502).ProducesProblem(503);
        routes.MapGet("/v1/models", (TimeProvider time) => Results.Json(
                new ChatModelList("list", [new ChatModelEntry(Model, "model", time.GetUtcNow().ToUnixTimeSeconds(), "rlm")]), ChatJson.Default.ChatModelList))
            .WithSummary("The one model that there is").WithTags("OpenAI's interface").Produces<ChatModelList>();
    }

    private static async Task<IResult> CompleteAsync(HttpContext context, OrderReader orders, RunDesk desk, ServerSettings settings, IOptions<RlmOptions> options, TimeProvider time)
    {
        var (body, problem) = await RequestBody.ReadAsync(context, ChatJson.Default.ChatBody, settings.MaxRequestBytes, context.RequestAborted);
        if (body is null)
        {
            return ChatProblems.Of(problem!);
        }

        if (body.Model is not (null or "" or Model))
        {
            return ChatProblems.Of(Problems.Of(StatusCodes.Status404NotFound, "model_not_found", $"There is no model {body.Model}; there is `{Model}`."));
        }

        (var order, problem) = await OrderAsync(body, context, orders, options.Value.Limits);
        if (order is null)
        {
            return ChatProblems.Of(problem!);
        }

        var start = await desk.StartAsync(order, context.RequestAborted);
        if (start.Run is not { } run)
        {
            return ChatProblems.Of(QueryEndpoints.Refused(start, context));
        }

        var answer = new ChatAnswer(run, time.GetUtcNow());
        return body.Stream == true
            ? await answer.StreamAsync(context.Response, body.StreamOptions?.IncludeUsage == true, time, context.RequestAborted)
            : await answer.WholeAsync(context.RequestAborted);
    }

    private static async Task<(RunOrder? Order, ProblemHttpResult? Problem)> OrderAsync(ChatBody body, HttpContext context, OrderReader orders, RunLimits limits)
    {
        if (ChatReader.Read(body.Messages, out var wrong) is not { } question)
        {
            return (null, RequestBody.Invalid(wrong!));
        }

        var documents = orders.NewDocuments();
        foreach (var document in question.Documents)
        {
            using var content = new MemoryStream(document.Content.ToArray(), writable: false);
            await documents.AddFileAsync(document.Name, content, context.RequestAborted);
        }

        var query = new QueryBody
        {
            Query = question.Question,
            Context = question.Documents.Count == 0 ? question.Question : null,
            Schema = body.ResponseFormat is { Type: "json_schema", JsonSchema.Schema: { ValueKind: JsonValueKind.Object } schema } ? schema : null,
        };
        var (order, problem) = await orders.OrderAsync(query, documents, OrderReader.OwnerOf(context), WhenLeft.Stop, context.RequestAborted);

        // A conversation without documents is one question to the model, and nothing to search in.
        return question.Documents.Count > 0 || order is null ? (order, problem) : (order with { Limits = limits with { BypassThreshold = 1_000_000 } }, null);
    }
}
