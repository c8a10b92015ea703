using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Rlm.Configuration;
using Rlm.Hosting;
using Rlm.Runs;
using Rlm.Schemas;
using Rlm.Server.Runs;
using Rlm.Traces;

namespace Rlm.Server.Endpoints;

/// <summary>From a request to an order: JSON with texts and paths, or an upload.</summary>
internal sealed class OrderReader(ServerSettings settings, AllowedPaths allowed, RunStore store, IOptions<RlmOptions> options, TimeProvider time)
{
    /// <summary>The order, or the problem with the request.</summary>
    public async Task<(RunOrder? Order, ProblemHttpResult? Problem)> ReadAsync(HttpContext context, WhenLeft whenLeft, CancellationToken cancellationToken)
    {
        if (context.Request.HasFormContentType)
        {
            return await new UploadReader(this, settings.MaxUploadBytes).ReadAsync(context, whenLeft, cancellationToken);
        }

        var (body, problem) = await RequestBody.ReadAsync(context, ServerJson.Default.QueryBody, settings.MaxRequestBytes, cancellationToken);
        return body is null ? (null, problem) : await OrderAsync(body, NewDocuments(), OwnerOf(context), whenLeft, cancellationToken);
    }

    /// <summary>Room for the documents of a new run.</summary>
    public OrderDocuments NewDocuments() => new(RunIds.New(time), store.Folder);

    /// <summary>Who asks.</summary>
    public static string OwnerOf(HttpContext context) => context.User.Identity?.Name ?? string.Empty;

    /// <summary>The order that a body means.</summary>
    /// <param name="body">What is asked.</param>
    /// <param name="documents">What came with it already; disposed of when there is a problem.</param>
    /// <param name="owner">Who asks.</param>
    /// <param name="whenLeft">What happens when nobody waits any more.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<(RunOrder? Order, ProblemHttpResult? Problem)> OrderAsync(
        QueryBody body, OrderDocuments documents, string owner, WhenLeft whenLeft, CancellationToken cancellationToken)
    {
        var isTaken = false;
        try
        {
            var problem = Check(body) ?? AddPaths(body, documents);
            if (problem is not null)
            {
                return (null, problem);
            }

            if (body.Context is { } text)
            {
                await documents.AddTextAsync(null, text, cancellationToken);
            }

            foreach (var document in body.Documents)
            {
                await documents.AddTextAsync(document.Name, document.Text, cancellationToken);
            }

            if (documents.Specs.Count == 0)
            {
                return (null, RequestBody.Invalid("There is nothing to ask of: send `context`, `documents`, `paths` or files."));
            }

            isTaken = true;
            return (new RunOrder
            {
                Question = body.Query,
                Documents = documents,
                Owner = owner,
                Schema = SchemaOf(body),
                Limits = body.Limits?.Within(options.Value.Limits),
                WhenLeft = whenLeft,
            }, null);
        }
        finally
        {
            if (!isTaken)
            {
                documents.Dispose();
            }
        }
    }

    private static ProblemHttpResult? Check(QueryBody body)
    {
        if (body.Problem() is { } wrong)
        {
            return RequestBody.Invalid(wrong);
        }

        return SchemaOf(body) is { } schema && AnswerSchema.Parse(schema, out var problems) is null
            ? RequestBody.Invalid($"`schema` cannot be used: {string.Join("; ", problems)}")
            : null;
    }

    // As it was sent: what is escaped in it is for the schema's own reader to judge.
    private static string? SchemaOf(QueryBody body) => body.Schema is { ValueKind: not JsonValueKind.Null } schema ? schema.GetRawText() : null;

    private ProblemHttpResult? AddPaths(QueryBody body, OrderDocuments documents)
    {
        (documents.Include, documents.Exclude) = (body.Include, body.Exclude);
        foreach (var path in body.Paths)
        {
            if (allowed.Find(path) is not { } real)
            {
                return Problems.Of(
                    StatusCodes.Status403Forbidden,
                    "path_not_allowed",
                    allowed.IsEmpty
                        ? "This service reads no files of its machine: `server.allowed_paths` names no folder. Send the text, or upload the file."
                        : "One of the `paths` is not below the folders that `server.allowed_paths` names, or there is nothing there.");
            }

            documents.AddPath(real);
        }

        return null;
    }
}
