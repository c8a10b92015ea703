using Rlm.Models;
using Rlm.Testing;
using Rlm.Testing.Chat;

namespace Rlm.Tests.Models.Keys;

public sealed class KeyCommandTests
{
    [Fact]
    public async Task The_command_is_run_once_and_only_when_its_key_is_wanted()
    {
        using var folder = new TempFolder();
        var marks = folder.PathOf("marks");
        await using var server = new ScriptedChatServer { Otherwise = ChatAnswers.Status(500, $"no such key as sk-from-a-command") };
        using var pool = Open(server.BaseUrl, "/bin/sh", "-c", $"echo run >> {marks}; echo sk-from-a-command");
        Assert.False(File.Exists(marks));
        for (var i = 0; i < 2; i++)
        {
            var reply = await AskAsync(pool);
            Assert.DoesNotContain("sk-from", reply.Error!.Message);
        }

        Assert.Equal(["Bearer sk-from-a-command", "Bearer sk-from-a-command"], server.Requests.Select(r => r.Authorization));
        Assert.Equal(["run"], await File.ReadAllLinesAsync(marks, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task No_shell_reads_the_arguments()
    {
        await using var server = new ScriptedChatServer(ChatAnswers.Whole("ok"));
        using var pool = Open(server.BaseUrl, "/bin/echo", "$HOME;`id`");
        await AskAsync(pool);
        Assert.Equal("Bearer $HOME;`id`", server.Requests[0].Authorization);
    }

    [Theory]
    [InlineData("echo sk-secret; echo sk-secret >&2; exit 3", "status 3")]
    [InlineData("true", "printed nothing")]
    [InlineData("echo sk-secret two words", "more than a key")]
    public async Task A_command_that_gives_no_key_says_why_and_repeats_nothing(string script, string why)
    {
        await using var server = new ScriptedChatServer();
        using var pool = Open(server.BaseUrl, "/bin/sh", "-c", script);
        var error = (await AskAsync(pool)).Error!;
        Assert.Equal("not_configured", error.Code);
        Assert.Contains(why, error.Message);
        Assert.DoesNotContain("sk-secret", error.Message);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_command_that_is_not_there_is_named()
    {
        using var pool = Open("http://127.0.0.1:1/v1", "/no/such/program");
        Assert.Contains("/no/such/program", (await AskAsync(pool)).Error!.Message);
    }

    [Fact]
    public async Task A_command_that_does_not_end_is_stopped()
    {
        var time = new TestTime(TimeSpan.FromSeconds(60));
        using var pool = ModelTestClient.Open(time, new ProviderOptions { Model = "m", BaseUrl = "http://127.0.0.1:1/v1", ApiKeyCommand = ["/bin/sleep", "600"] });
        var reply = await ModelTestClient.AskAsync(pool, new RetryOptions { MaxRetries = 0 }, time);
        Assert.Contains("10 s", reply.Error!.Message);
    }

    private static ModelPool Open(string baseUrl, params string[] command) =>
        ModelTestClient.Open(TimeProvider.System, new ProviderOptions { Model = "m", BaseUrl = baseUrl, ApiKeyCommand = command });

    private static Task<ModelReply> AskAsync(ModelPool pool) =>
        ModelTestClient.AskAsync(pool, new RetryOptions { MaxRetries = 0 }, TimeProvider.System);
}
