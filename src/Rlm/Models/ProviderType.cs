using System.Text.Json.Serialization;

namespace Rlm.Models;

/// <summary>How a provider is spoken to.</summary>
public enum ProviderType
{
    /// <summary>The OpenAI chat interface: OpenAI itself, DeepSeek, vLLM, LM Studio, LiteLLM, OpenRouter and many more.</summary>
    [JsonStringEnumMemberName("openai")]
    OpenAI,

    /// <summary>A file of completions that is played back, one a request; no model is asked.</summary>
    [JsonStringEnumMemberName("recorded")]
    Recorded,
}
