using Microsoft.Extensions.AI;
using Rlm.Models;
using Rlm.Testing;

namespace Rlm.Tests.Models;

/// <summary>Asks one model once, as a run does.</summary>
internal static class ModelTestClient
{
    public const string Key = "sk-test-0123456789";

    /// <summary>Waits up to a minute, as retries are, are over at once.</summary>
    public static TestTime NewTime() => new(TimeSpan.FromSeconds(60));

    /// <summary>Opens several providers; the only variable that is set is TEST_KEY.</summary>
    public static ModelPool Open(TimeProvider time, params ProviderOptions[] providers) =>
        ModelFactory.Create(providers, localOnly: false, name => name == "TEST_KEY" ? Key : null, time);

    /// <summary>Asks one provider without any retry.</summary>
    public static async Task<ModelReply> AskAsync(ProviderOptions provider, ModelRequest? request = null)
    {
        using var pool = Open(TimeProvider.System, provider);
        return await new ModelCaller(new RetryOptions { MaxRetries = 0 }, TimeProvider.System)
            .AskAsync(pool, request ?? Request, null, TestContext.Current.CancellationToken);
    }

    public static ModelRequest Request { get; } =
        new(ModelRole.Root, [new ChatMessage(ChatRole.System, "be exact"), new ChatMessage(ChatRole.User, "hello")]);

    public static ModelPool Open(string baseUrl, TimeProvider time, string? keyVariable = null) => ModelFactory.Create(
        [new ProviderOptions { Model = "tested", BaseUrl = baseUrl, ApiKeyEnv = keyVariable }],
        localOnly: false,
        name => name == keyVariable ? Key : null,
        time);

    /// <summary>Asks without any retry.</summary>
    public static async Task<ModelReply> AskAsync(string baseUrl, string? keyVariable = null)
    {
        using var pool = Open(baseUrl, TimeProvider.System, keyVariable);
        return await AskAsync(pool, new RetryOptions { MaxRetries = 0 }, TimeProvider.System);
    }

    public static Task<ModelReply> AskAsync(ModelPool pool, RetryOptions retry, TimeProvider time, Action<string>? onText = null) =>
        new ModelCaller(retry, time).AskAsync(
            pool,
            Request,
            onText,
            TestContext.Current.CancellationToken);
}
