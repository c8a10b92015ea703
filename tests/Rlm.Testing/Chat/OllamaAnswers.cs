using System.Text.Json.Nodes;

namespace Rlm.Testing.Chat;

/// <summary>What an Ollama answers in its own interface.</summary>
public static class OllamaAnswers
{
    /// <summary>A line for every piece, then what it cost.</summary>
    public static ChatAnswer Streamed(string text, int promptTokens = 10, int completionTokens = 5, string reason = "stop") => Lines(
        [
            .. text.EnumerateRunes().Chunk(5).Select(runes => Piece(string.Concat(runes))),
            $"{{\"message\":{{\"role\":\"assistant\",\"content\":\"\"}},\"done\":true,\"done_reason\":\"{reason}\",\"prompt_eval_count\":{promptTokens},\"eval_count\":{completionTokens}}}",
        ]);

    /// <summary>Lines as given, then a proper end.</summary>
    public static ChatAnswer Lines(params string[] lines) => async exchange =>
    {
        await exchange.BeginAsync("application/x-ndjson");
        foreach (var line in lines)
        {
            await exchange.PartAsync(line + "\n");
        }

        await exchange.EndEventsAsync();
    };

    /// <summary>Breaks off after some of the text.</summary>
    public static ChatAnswer BrokenOff(string text) => async exchange =>
    {
        await exchange.BeginAsync("application/x-ndjson");
        await exchange.PartAsync(Piece(text) + "\n");
    };

    /// <summary>A failure, as Ollama words them.</summary>
    public static ChatAnswer Status(int status, string error) => exchange =>
        exchange.RespondAsync(status, "application/json", $"{{\"error\":{JsonValue.Create(error).ToJsonString()}}}");

    /// <summary>What <c>/api/show</c> says.</summary>
    public static ChatAnswer Show(int contextLength) =>
        ChatAnswers.Json($"{{\"model_info\":{{\"general.architecture\":\"llama\",\"llama.block_count\":28,\"llama.context_length\":{contextLength}}}}}");

    /// <summary>A line of an answer.</summary>
    public static string Piece(string text) =>
        $"{{\"model\":\"m\",\"message\":{{\"role\":\"assistant\",\"content\":{JsonValue.Create(text).ToJsonString()}}},\"done\":false}}";
}
