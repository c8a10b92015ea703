namespace Rlm.Models.Http;

/// <summary>How a provider is spoken of in messages, and what is advised when it fails.</summary>
/// <param name="Model">Its model.</param>
/// <param name="Address">Where it answers.</param>
/// <param name="Secrets">What is left out.</param>
internal sealed record ProviderWords(string Model, ModelAddress Address, Secrets Secrets)
{
    /// <summary>What to do when something else than an answer comes back.</summary>
    public string Interface { get; init; } =
        "Check that the address is that of an OpenAI-compatible interface (it usually ends in /v1) and that the model is loaded.";

    /// <summary>What to do when the model or the resource is not there.</summary>
    public string NotFound { get; init; } = "Check the model's name and that the address ends in /v1.";

    /// <summary>What to do when the key is refused.</summary>
    public string Key { get; init; } = "Set the key in the environment variable that `api_key_env` names (OPENAI_API_KEY for OpenAI).";

    /// <summary>What to do when nobody is there.</summary>
    public string Absent { get; init; } = "Start the server, or set the address with --base-url or RLM_BASE_URL.";

    public string Who => $"{Model} at {Address}";

    public string Hide(string text) => Secrets.Hide(text);

    /// <summary>What a server says of an error: without secrets, and no longer than a person reads.</summary>
    public string Said(string text) => Cut(Hide(text), 2_000);

    public string Excerpt(string text)
    {
        var line = Hide(text).ReplaceLineEndings(" ").Trim();
        return line.Length == 0 ? "(nothing)" : Cut(line, 200);
    }

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..most] + "…";
}
