using Rlm.Models.Profiles;

namespace Rlm.Tests.Models.Profiles;

public sealed class ModelProfilesTests
{
    [Theory]
    [InlineData("llama3.2", Size.Small)]
    [InlineData("llama3.2:1b-instruct-q4_K_M", Size.Small)]
    [InlineData("llama3.1:70b", Size.Full)]
    [InlineData("meta-llama/Llama-3.3-70B-Instruct", Size.Full)]
    [InlineData("meta-llama/Meta-Llama-3.1-8B-Instruct", Size.Small)]
    [InlineData("qwen3:4b", Size.Small)]
    [InlineData("Qwen/Qwen3-4B-Instruct-2507", Size.Small)]
    [InlineData("qwen3:32b", Size.Full)]
    [InlineData("qwen3:30b-a3b", Size.Full)]
    [InlineData("qwen3-coder", Size.Full)]
    [InlineData("qwen2.5-coder:1.5b", Size.Small)]
    [InlineData("gemma3:4b", Size.Small)]
    [InlineData("gemma3n:e4b", Size.Small)]
    [InlineData("gemma3:27b", Size.Full)]
    [InlineData("mixtral:8x7b", Size.Full)]
    [InlineData("mistral", Size.Small)]
    [InlineData("mistral-large-latest", Size.Full)]
    [InlineData("some-7b-4bit", Size.Small)]
    [InlineData("gpt-4o-mini", Size.Full)]
    [InlineData("never-heard-of", Size.Full)]
    [InlineData("", Size.Full)]
    public void The_name_tells_the_size(string name, Size expected) => Assert.Equal(expected, ModelProfiles.For(name, null).Size);

    [Theory]
    [InlineData("qwen3:8b", 0.6f, 0.95f, 20)]
    [InlineData("hf.co/unsloth/Qwen3-8B-GGUF:Q4_K_M", 0.6f, 0.95f, 20)]
    [InlineData("Qwen/Qwen3-Coder-30B-A3B-Instruct", 0.7f, 0.8f, 20)]
    [InlineData("qwen2.5-coder:32b", 0.7f, 0.8f, 20)]
    [InlineData("llama3.3", 0.6f, 0.9f, null)]
    [InlineData("google/gemma-3-27b-it", 1f, 0.95f, 64)]
    [InlineData("deepseek-ai/DeepSeek-R1-Distill-Qwen-7B", 0.6f, 0.95f, null)]
    [InlineData("gpt-5-mini", null, null, null)]
    [InlineData("openai/o3-mini", null, null, null)]
    [InlineData("anthropic/claude-sonnet-4.5", null, null, null)]
    public void Sampling_is_that_of_the_longest_family(string name, float? temperature, float? topP, int? topK)
    {
        var profile = ModelProfiles.For(name, null);
        Assert.Equal((temperature, topP, topK), (profile.Temperature, profile.TopP, profile.TopK));
    }

    [Fact]
    public void Without_thinking_a_family_may_be_sampled_in_another_way()
    {
        var profile = ModelProfiles.For("qwen3:32b", new ModelProfile { Thinking = false });
        Assert.Equal((0.7f, 0.8f), (profile.Temperature, profile.TopP));
        Assert.Equal(ThinkingControl.Template, profile.ThinkingControl);
    }

    [Fact]
    public void What_is_configured_wins_and_the_rest_stays()
    {
        var profile = ModelProfiles.For("llama3.2", new ModelProfile { Temperature = 0, Size = Size.Full, Protocol = Protocol.Tools, ContextWindow = 4096, Stop = ["END"] });
        Assert.Equal((0f, 0.9f, Size.Full, Protocol.Tools, 4096), (profile.Temperature, profile.TopP, profile.Size, profile.Protocol, profile.ContextWindow));
        Assert.Equal(["END"], profile.Stop!);
    }

    [Fact]
    public void Models_that_reason_count_their_thoughts()
    {
        Assert.All(new[] { "o1", "o3-mini", "o4-mini", "gpt-5" }, name => Assert.True(ModelProfiles.For(name, null).CountsThoughts));
        Assert.All(new[] { "gpt-4o", "gpt-4.1", "llama3.1" }, name => Assert.False(ModelProfiles.For(name, null).CountsThoughts));
    }
}
