using System.Globalization;
using System.Text.Json.Nodes;

namespace Rlm.Testing.Chat;

/// <summary>Writes the answer to one request.</summary>
public delegate Task ChatAnswer(ScriptedExchange exchange);

/// <summary>What servers answer, the good and the bad.</summary>
public static class ChatAnswers
{
    /// <summary>A streamed answer in several pieces, with usage.</summary>
    public static ChatAnswer Streamed(string text, int promptTokens = 10, int completionTokens = 5) => async exchange =>
    {
        await exchange.BeginEventsAsync();
        foreach (var piece in Pieces(text))
        {
            await exchange.EventAsync(Delta(piece));
        }

        await exchange.EventAsync(Delta(string.Empty, "stop"));
        await exchange.EventAsync($"{{\"choices\":[],\"usage\":{Usage(promptTokens, completionTokens)}}}");
        await exchange.EventAsync("[DONE]");
        await exchange.EndEventsAsync();
    };

    /// <summary>One JSON object, although a stream was asked for.</summary>
    public static ChatAnswer Whole(string text, int promptTokens = 10, int completionTokens = 5, string finishReason = "stop") =>
        Json($"{{\"choices\":[{{\"message\":{{\"role\":\"assistant\",\"content\":{Quote(text)}}},\"finish_reason\":{Quote(finishReason)}}}],\"usage\":{Usage(promptTokens, completionTokens)}}}");

    /// <summary>An answer that depends on what is asked.</summary>
    public static ChatAnswer By(Func<ScriptedRequest, string> text, int promptTokens = 10, int completionTokens = 5) =>
        ByAnswer(request => Whole(text(request), promptTokens, completionTokens));

    /// <summary>An answer of any kind that depends on what is asked.</summary>
    public static ChatAnswer ByAnswer(Func<ScriptedRequest, ChatAnswer> answer) => exchange => answer(exchange.Request)(exchange);

    /// <summary>A good answer without any word about tokens.</summary>
    public static ChatAnswer WithoutUsage(string text) =>
        Json($"{{\"choices\":[{{\"message\":{{\"content\":{Quote(text)}}}}}]}}");

    /// <summary>Any JSON with status 200.</summary>
    public static ChatAnswer Json(string body) => exchange => exchange.RespondAsync(200, "application/json", body);

    /// <summary>Any body with status 200.</summary>
    public static ChatAnswer Body(string type, string body) => exchange => exchange.RespondAsync(200, type, body);

    /// <summary>A failure, as OpenAI words them.</summary>
    public static ChatAnswer Status(int status, string message = "no reason", string? retryAfter = null) => exchange =>
        exchange.RespondAsync(
            status,
            "application/json",
            $"{{\"error\":{{\"message\":{Quote(message)},\"type\":\"scripted\"}}}}",
            retryAfter is null ? [] : [("Retry-After", retryAfter)]);

    /// <summary>Sends the client on.</summary>
    public static ChatAnswer Redirect(string location, int status = 307) => exchange =>
        exchange.RespondAsync(status, "text/plain", string.Empty, ("Location", location));

    /// <summary>Streamed events as given, then a proper end.</summary>
    public static ChatAnswer Events(params string[] data) => async exchange =>
    {
        await exchange.BeginEventsAsync();
        foreach (var one in data)
        {
            await exchange.EventAsync(one);
        }

        await exchange.EndEventsAsync();
    };

    /// <summary>Breaks off after some of the text, as a server does that is killed.</summary>
    public static ChatAnswer BrokenOff(string text) => async exchange =>
    {
        await exchange.BeginEventsAsync();
        foreach (var piece in Pieces(text))
        {
            await exchange.EventAsync(Delta(piece));
        }
    };

    /// <summary>Says that a JSON object comes and breaks off in the middle of it.</summary>
    public static ChatAnswer BrokenObject() => async exchange =>
    {
        await exchange.HeadAsync(200, "application/json", ("Content-Length", "5000"));
        await exchange.RawAsync("{\"choices\":[{\"message\":{\"content\":\"half");
    };

    /// <summary>Says nothing until the test says so or the client gives up; then answers.</summary>
    public static ChatAnswer After(Task until, ChatAnswer then) => async exchange =>
    {
        await exchange.WaitAsync(until);
        if (until.IsCompletedSuccessfully)
        {
            await then(exchange);
        }
    };

    /// <summary>Says nothing until the client gives up.</summary>
    public static ChatAnswer Silent { get; } = exchange => exchange.ClientGoneAsync();

    /// <summary>Says something and then nothing more until the client gives up.</summary>
    public static ChatAnswer SilentAfter(string text) => async exchange =>
    {
        await exchange.BeginEventsAsync();
        await exchange.EventAsync(Delta(text));
        await exchange.ClientGoneAsync();
    };

    /// <summary>Goes on without end, or until the client closes.</summary>
    public static ChatAnswer Giant { get; } = async exchange =>
    {
        await exchange.BeginEventsAsync();
        var piece = Delta(string.Concat(Enumerable.Range(0, 12_000).Select(i => $"{i} ")));
        while (true)
        {
            await exchange.EventAsync(piece);
        }
    };

    /// <summary>Begins a streamed answer and says the same again without end, or until the client closes.</summary>
    public static ChatAnswer Endless(string begin, string again) => async exchange =>
    {
        await exchange.BeginEventsAsync();
        await exchange.PartAsync(begin);
        while (true)
        {
            await exchange.PartAsync(again);
        }
    };

    /// <summary>Bytes that need not be HTTP.</summary>
    public static ChatAnswer Raw(string bytes) => exchange => exchange.RawAsync(bytes);

    /// <summary>A streamed tool call, its arguments in pieces.</summary>
    public static ChatAnswer ToolCall(string name, params string[] arguments) => Events(
        [
            $"{{\"choices\":[{{\"delta\":{{\"tool_calls\":[{{\"index\":0,\"id\":\"call_x\",\"type\":\"function\",\"function\":{{\"name\":{Quote(name)},\"arguments\":\"\"}}}}]}}}}]}}",
            .. arguments.Select(a => $"{{\"choices\":[{{\"delta\":{{\"tool_calls\":[{{\"index\":0,\"function\":{{\"arguments\":{Quote(a)}}}}}]}}}}]}}"),
            Delta(string.Empty, "tool_calls"),
            "[DONE]",
        ]);

    /// <summary>One event of a streamed answer.</summary>
    public static string Delta(string text, string? finishReason = null) =>
        $"{{\"choices\":[{{\"delta\":{{\"content\":{Quote(text)}}},\"finish_reason\":{(finishReason is null ? "null" : Quote(finishReason))}}}]}}";

    private static IEnumerable<string> Pieces(string text) => text.EnumerateRunes().Chunk(7).Select(runes => string.Concat(runes));

    private static string Usage(int prompt, int completion) => string.Create(
        CultureInfo.InvariantCulture,
        $"{{\"prompt_tokens\":{prompt},\"completion_tokens\":{completion},\"total_tokens\":{prompt + completion}}}");

    private static string Quote(string text) => JsonValue.Create(text).ToJsonString();
}
