using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Rlm.Server.Runs;

namespace Rlm.Server.Endpoints;

/// <summary>Reads an upload: files as documents, each straight to disk, and the fields of <see cref="QueryBody"/> as texts.</summary>
internal sealed class UploadReader(OrderReader orders, long mostBytes)
{
    private const int MostFieldBytes = 4 << 20;
    private const int MostParts = 10_000;

    public async Task<(RunOrder? Order, ProblemHttpResult? Problem)> ReadAsync(HttpContext context, WhenLeft whenLeft, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type)
            || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= 200 } boundary)
        {
            return (null, Problems.Of(StatusCodes.Status415UnsupportedMediaType, "wrong_content_type", "Send multipart/form-data with a boundary, or JSON."));
        }

        RequestBody.Limit(context, mostBytes);
        var documents = orders.NewDocuments();
        var isTaken = false;
        try
        {
            var fields = await ReadAsync(new MultipartReader(boundary, context.Request.Body), documents, cancellationToken);
            var body = BodyOf(fields, out var problem);
            isTaken = body is not null;
            return body is null ? (null, RequestBody.Invalid(problem!)) : await orders.OrderAsync(body, documents, OrderReader.OwnerOf(context), whenLeft, cancellationToken);
        }
        catch (BadHttpRequestException exception)
        {
            return (null, RequestBody.Of(exception, mostBytes));
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or DecoderFallbackException)
        {
            return (null, RequestBody.Invalid("The upload broke off, or is no proper multipart/form-data."));
        }
        finally
        {
            if (!isTaken)
            {
                documents.Dispose();
            }
        }
    }

    private static async Task<List<(string Name, string Value)>> ReadAsync(MultipartReader reader, OrderDocuments documents, CancellationToken cancellationToken)
    {
        var fields = new List<(string Name, string Value)>();
        var parts = 0;
        while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
        {
            if (++parts > MostParts || section.GetContentDispositionHeader() is not { } disposition)
            {
                throw new InvalidDataException("Too many parts, or one that does not say what it is.");
            }

            if (disposition.IsFileDisposition())
            {
                var name = disposition.FileNameStar.HasValue ? disposition.FileNameStar.Value : HeaderUtilities.RemoveQuotes(disposition.FileName).Value;
                await documents.AddFileAsync(name, section.Body, cancellationToken);
            }
            else
            {
                fields.Add((HeaderUtilities.RemoveQuotes(disposition.Name).Value ?? string.Empty, await FieldAsync(section.Body, cancellationToken)));
            }
        }

        return fields;
    }

    private static async Task<string> FieldAsync(Stream body, CancellationToken cancellationToken)
    {
        using var text = new MemoryStream();
        var buffer = new byte[16 << 10];
        for (int read; (read = await body.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            if (text.Length + read > MostFieldBytes)
            {
                throw new InvalidDataException("A field is too long.");
            }

            text.Write(buffer, 0, read);
        }

        return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(text.GetBuffer(), 0, (int)text.Length);
    }

    private static QueryBody? BodyOf(IReadOnlyList<(string Name, string Value)> fields, out string? problem)
    {
        problem = fields.Select(f => f.Name).FirstOrDefault(n => n is not ("query" or "context" or "paths" or "include" or "exclude" or "schema" or "limits")) is { } unknown
            ? $"There is no field `{unknown}`; there are `query`, `context`, `paths`, `include`, `exclude`, `schema`, `limits`, and files."
            : null;
        if (problem is not null)
        {
            return null;
        }

        try
        {
            return new QueryBody
            {
                Query = One("query") ?? string.Empty,
                Context = One("context"),
                Paths = All("paths"),
                Include = All("include"),
                Exclude = All("exclude"),
                Schema = One("schema") is { } schema ? JsonElement.Parse(schema) : null,
                Limits = One("limits") is { } limits ? JsonSerializer.Deserialize(limits, ServerJson.Default.QueryLimits) : null,
            };
        }
        catch (JsonException exception)
        {
            problem = $"`schema` or `limits` is not the JSON that is needed: {exception.Message}";
            return null;
        }

        string? One(string name) => fields.LastOrDefault(f => f.Name == name).Value;

        IReadOnlyList<string> All(string name) => [.. fields.Where(f => f.Name == name).Select(f => f.Value)];
    }
}
