using Rlm.Models;
using Rlm.Testing.Chat;

namespace Rlm.Tests.Models;

public sealed class ModelFactoryTests
{
    private static readonly Dictionary<string, string> Environment = new()
    {
        ["OPENAI_API_KEY"] = "sk-well-known",
        ["MY_KEY"] = "sk-mine",
        ["WITH_LINE"] = "sk-line\n",
        ["WITH_RUBBISH"] = "sk-ключ",
        ["EMPTY"] = string.Empty,
    };

    [Theory]
    [InlineData(null, false, null)]
    [InlineData(null, true, "Bearer sk-well-known")]
    [InlineData("MY_KEY", false, "Bearer sk-mine")]
    [InlineData("MY_KEY", true, "Bearer sk-mine")]
    [InlineData("WITH_LINE", false, "Bearer sk-line")]
    public async Task A_key_goes_only_where_it_may(string? variable, bool allowed, string? expected)
    {
        await using var server = new ScriptedChatServer(ChatAnswers.Whole("ok"));
        using var pool = Create(new ProviderOptions { Model = "m", BaseUrl = server.BaseUrl, ApiKeyEnv = variable, AllowWellKnownKey = allowed });
        await ModelTestClient.AskAsync(pool, new RetryOptions(), TimeProvider.System);
        Assert.Equal(expected, Assert.Single(server.Requests).Authorization);
    }

    [Theory]
    [InlineData("https://api.openai.com/v1")]
    [InlineData("https://api.openai.com.evil.example/v1")]
    [InlineData("http://example.com/v1")]
    [InlineData("http://192.168.0.1/v1")]
    [InlineData("http://127.0.0.1.example.com/v1")]
    [InlineData("http://localhost.example.com/v1")]
    [InlineData(null)]
    public void Local_only_refuses_every_other_machine(string? address)
    {
        var options = new ProviderOptions { Model = "m", BaseUrl = address };
        var refused = Assert.Throws<ModelException>(() => ModelFactory.Create([options], localOnly: true, _ => "sk", TimeProvider.System));
        Assert.Equal(ModelErrorCode.NotLocal, refused.Code);
        Assert.Contains("--local-only", refused.Message);
    }

    [Theory]
    [InlineData("http://127.0.0.1:8000/v1")]
    [InlineData("http://127.9.9.9/v1")]
    [InlineData("http://localhost:1234/v1")]
    [InlineData("http://[::1]:8000/v1")]
    public void Local_only_takes_this_machine(string address)
    {
        using var pool = ModelFactory.Create([new ProviderOptions { Model = "m", BaseUrl = address }], localOnly: true, _ => null, TimeProvider.System);
        Assert.NotNull(pool.Root);
    }

    [Theory]
    [InlineData("ftp://127.0.0.1/v1")]
    [InlineData("127.0.0.1:8000")]
    [InlineData("not an address")]
    [InlineData("")]
    public void What_is_no_address_is_answered_with_one(string address) =>
        Assert.Contains("http://127.0.0.1:8000/v1", Refuse(new ProviderOptions { Model = "m", BaseUrl = address }));

    [Theory]
    [InlineData("NO_SUCH_VARIABLE")]
    [InlineData("EMPTY")]
    [InlineData("WITH_RUBBISH")]
    public void A_key_that_is_not_there_or_none_names_its_variable(string variable)
    {
        var said = Refuse(new ProviderOptions { Model = "m", BaseUrl = "http://127.0.0.1/v1", ApiKeyEnv = variable });
        Assert.Contains(variable, said);
        Assert.DoesNotContain("sk-", said);
    }

    [Fact]
    public void OpenAI_itself_needs_a_key()
    {
        var said = Assert.Throws<ModelException>(() => ModelFactory.Create([new ProviderOptions { Model = "m" }], false, _ => null, TimeProvider.System));
        Assert.Equal(ModelErrorCode.NotConfigured, said.Code);
        Assert.Contains("OPENAI_API_KEY", said.Message);
    }

    [Fact]
    public void What_is_shown_of_an_address_holds_no_secret()
    {
        using var pool = Create(new ProviderOptions { Model = "m", BaseUrl = "http://me:secret@127.0.0.1:8000/v1?key=secret#secret" });
        Assert.Equal("http://127.0.0.1:8000/v1", pool.Root!.Endpoint);
    }

    [Fact]
    public void Roles_choose_the_models()
    {
        var url = "http://127.0.0.1/v1";
        using var pool = Create(
            new ProviderOptions { Model = "small", BaseUrl = url, Role = ModelRole.Sub },
            new ProviderOptions { Model = "large", BaseUrl = url, Role = ModelRole.Root },
            new ProviderOptions { Model = "other", BaseUrl = url });
        Assert.Equal(("large", "small"), (pool.Root!.Name, pool.Sub!.Name));
        using var single = Create(new ProviderOptions { Model = "only", BaseUrl = url, Role = ModelRole.Sub });
        Assert.Null(single.Root);
    }

    private static ModelPool Create(params ProviderOptions[] options) =>
        ModelFactory.Create(options, localOnly: false, Environment.GetValueOrDefault, TimeProvider.System);

    private static string Refuse(ProviderOptions options)
    {
        var refused = Assert.Throws<ModelException>(() => Create(options));
        Assert.Equal(ModelErrorCode.NotConfigured, refused.Code);
        return refused.Message;
    }
}
