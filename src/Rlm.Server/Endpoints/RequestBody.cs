using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Rlm.Server.Endpoints;

/// <summary>Reads JSON that anybody may have sent.</summary>
internal static class RequestBody
{
    /// <summary>The value, or the problem with it.</summary>
    public static async Task<(T? Value, ProblemHttpResult? Problem)> ReadAsync<T>(
        HttpContext context, JsonTypeInfo<T> type, long mostBytes, CancellationToken cancellationToken)
        where T : class
    {
        if (!context.Request.HasJsonContentType())
        {
            return (null, Problems.Of(StatusCodes.Status415UnsupportedMediaType, "wrong_content_type", "Send JSON, with `Content-Type: application/json`."));
        }

        Limit(context, mostBytes);
        try
        {
            var value = await JsonSerializer.DeserializeAsync(context.Request.Body, type, cancellationToken);
            return value is null ? (null, Invalid("The body is null; an object is needed.")) : (value, null);
        }
        catch (BadHttpRequestException exception)
        {
            return (null, Of(exception, mostBytes));
        }
        catch (JsonException exception)
        {
            return (null, Invalid($"The body is not what is needed: {exception.Message}"));
        }
        catch (InvalidOperationException)
        {
            // The reader's word for half a surrogate pair in an escape.
            return (null, Invalid("A text in the body holds an escape that is no character."));
        }
    }

    /// <summary>Bounds the body of this request.</summary>
    public static void Limit(HttpContext context, long mostBytes)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature)
        {
            feature.MaxRequestBodySize = mostBytes;
        }
    }

    public static ProblemHttpResult Invalid(string detail) => Problems.Of(StatusCodes.Status400BadRequest, "invalid_request", detail);

    public static ProblemHttpResult Of(BadHttpRequestException exception, long mostBytes) => exception.StatusCode == StatusCodes.Status413PayloadTooLarge
        ? Problems.Of(exception.StatusCode, "too_large", $"The body is longer than the {mostBytes:N0} bytes that may be sent here. Large documents go as an upload (multipart/form-data), or by `paths`.")
        : Problems.Of(exception.StatusCode, "invalid_request", "The request broke off or is no proper HTTP.");
}
