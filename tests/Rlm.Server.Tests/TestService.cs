using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Rlm.Configuration;
using Rlm.Server.Access;
using Rlm.Server.Runs;
using Rlm.Testing.Chat;

namespace Rlm.Server.Tests;

/// <summary>The service on a port of its own, with a scripted model or none, and a client for it.</summary>
internal sealed class TestService : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ModelDesk _models;

    private TestService(WebApplication app, ModelDesk models, ScriptedChatServer model)
    {
        (_app, _models, Model) = (app, models, model);
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.First()), Timeout = TimeSpan.FromMinutes(2) };
    }

    public HttpClient Client { get; }

    public Uri Address => Client.BaseAddress!;

    public ScriptedChatServer Model { get; }

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    public static Task<TestService> StartAsync(params ChatAnswer[] answers) => StartAsync(null, answers);

    /// <param name="change">Changes the settings, or null.</param>
    /// <param name="answers">What the model answers.</param>
    public static async Task<TestService> StartAsync(Action<Settings>? change, params ChatAnswer[] answers)
    {
        var model = new ScriptedChatServer(answers);
        var settings = new Settings { Model = "openai:scripted", BaseUrl = model.BaseUrl, BaseUrlIsNamed = true };
        settings.Server = settings.Server with { Urls = "http://127.0.0.1:0" };
        settings.Rlm.Retry = settings.Rlm.Retry with { MaxRetries = 0 };
        change?.Invoke(settings);
        var keys = ApiKeys.Load(settings.Server, _ => null, settings.Problems);
        Assert.Empty(settings.Problems);
        var models = settings.Model is null ? ModelDesk.None : await ModelDesk.OpenAsync(settings, TextWriter.Null, TestContext.Current.CancellationToken);
        var app = ServerHost.Build(settings, keys, models);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new TestService(app, models, model);
    }

    /// <summary>Posts JSON.</summary>
    public Task<HttpResponseMessage> PostAsync(string path, JsonNode body) =>
        Client.PostAsJsonAsync(path, body, TestContext.Current.CancellationToken);

    /// <summary>Posts bytes as JSON, whatever they are.</summary>
    public async Task<HttpResponseMessage> PostRawAsync(string path, byte[] body, string type = "application/json")
    {
        using var content = new ByteArrayContent(body);
        Assert.True(content.Headers.TryAddWithoutValidation("Content-Type", type));
        return await Client.PostAsync(new Uri(path, UriKind.Relative), content, TestContext.Current.CancellationToken);
    }

    public Task<HttpResponseMessage> PostRawAsync(string path, string body) => PostRawAsync(path, Encoding.UTF8.GetBytes(body));

    /// <summary>Gets JSON.</summary>
    public async Task<JsonNode> GetAsync(string path) =>
        JsonNode.Parse(await Client.GetStringAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken))!;

    /// <summary>Ends it as a signal does: runs end or are parked first.</summary>
    public Task StopAsync() => _app.StopAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        _models.Dispose();
        await Model.DisposeAsync();
    }
}
