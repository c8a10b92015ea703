using System.Text.Json.Serialization;

namespace Rlm.Models;

/// <summary>How a provider is spoken to.</summary>
public enum ProviderType
{
    /// <summary>The OpenAI chat interface: OpenAI itself, vLLM, LM Studio, llama.cpp, OpenRouter and many more.</summary>
    [JsonStringEnumMemberName("openai")]
    OpenAI,

    /// <summary>A file of completions that is played back, one a request; no model is asked.</summary>
    [JsonStringEnumMemberName("recorded")]
    Recorded,

    /// <summary>Ollama's own interface, which sets the context length.</summary>
    [JsonStringEnumMemberName("ollama")]
    Ollama,

    /// <summary>Anthropic's messages interface.</summary>
    [JsonStringEnumMemberName("anthropic")]
    Anthropic,

    /// <summary>Azure OpenAI: OpenAI's interface at a resource of one's own.</summary>
    [JsonStringEnumMemberName("azure")]
    Azure,

    /// <summary>DeepSeek: OpenAI's interface at DeepSeek's address.</summary>
    [JsonStringEnumMemberName("deepseek")]
    DeepSeek,

    /// <summary>A LiteLLM proxy: OpenAI's interface at its usual port.</summary>
    [JsonStringEnumMemberName("litellm")]
    LiteLlm,
}
