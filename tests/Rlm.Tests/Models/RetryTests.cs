using System.Globalization;
using Rlm.Models;
using Rlm.Testing.Chat;

namespace Rlm.Tests.Models;

public sealed class RetryTests
{
    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task A_failure_that_may_pass_is_tried_again(int status)
    {
        await using var server = new ScriptedChatServer(ChatAnswers.Status(status), ChatAnswers.Status(status), ChatAnswers.Streamed("at last"));
        var time = ModelTestClient.NewTime();
        using var pool = ModelTestClient.Open(server.BaseUrl, time);
        var reply = await ModelTestClient.AskAsync(pool, new RetryOptions(), time);
        Assert.Equal("at last", reply.Text);
        Assert.Equal(2, time.Waits.Count);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(307)]
    public async Task A_failure_that_will_not_pass_is_not_tried_again(int status)
    {
        await using var server = new ScriptedChatServer(ChatAnswers.Status(status), ChatAnswers.Streamed("too late"));
        var time = ModelTestClient.NewTime();
        using var pool = ModelTestClient.Open(server.BaseUrl, time);
        var reply = await ModelTestClient.AskAsync(pool, new RetryOptions(), time);
        Assert.NotNull(reply.Error);
        Assert.Single(server.Requests);
        Assert.Empty(time.Waits);
    }

    [Fact]
    public async Task Tries_end()
    {
        await using var server = new ScriptedChatServer { Otherwise = ChatAnswers.Status(503, "still busy") };
        var time = ModelTestClient.NewTime();
        using var pool = ModelTestClient.Open(server.BaseUrl, time);
        var reply = await ModelTestClient.AskAsync(pool, new RetryOptions { MaxRetries = 2 }, time);
        Assert.Equal("provider_failed", reply.Error!.Code);
        Assert.Contains("still busy", reply.Error.Message);
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task The_server_says_how_long_to_wait()
    {
        await using var server = new ScriptedChatServer(
            ChatAnswers.Status(429, retryAfter: "7"), ChatAnswers.Status(503, retryAfter: "11"), ChatAnswers.Streamed("ok"));
        var time = ModelTestClient.NewTime();
        using var pool = ModelTestClient.Open(server.BaseUrl, time);
        await ModelTestClient.AskAsync(pool, new RetryOptions(), time);
        Assert.Equal([TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(11)], time.Waits);
    }

    [Fact]
    public async Task The_server_may_say_when_instead()
    {
        var when = DateTimeOffset.UtcNow.AddSeconds(40).ToString("R", CultureInfo.InvariantCulture);
        await using var server = new ScriptedChatServer(ChatAnswers.Status(429, retryAfter: when), ChatAnswers.Streamed("ok"));
        var time = ModelTestClient.NewTime();
        using var pool = ModelTestClient.Open(server.BaseUrl, time);
        await ModelTestClient.AskAsync(pool, new RetryOptions(), time);
        Assert.InRange(Assert.Single(time.Waits), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(40));
    }

    [Theory]
    [InlineData("86400")]
    [InlineData("Fri, 31 Dec 2100 23:59:59 GMT")]
    public async Task No_server_may_ask_for_too_long_a_wait(string retryAfter)
    {
        await using var server = new ScriptedChatServer(ChatAnswers.Status(429, retryAfter: retryAfter), ChatAnswers.Streamed("ok"));
        var time = ModelTestClient.NewTime();
        using var pool = ModelTestClient.Open(server.BaseUrl, time);
        await ModelTestClient.AskAsync(pool, new RetryOptions { MaxDelay = TimeSpan.FromSeconds(30) }, time);
        Assert.Equal(TimeSpan.FromSeconds(30), Assert.Single(time.Waits));
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("-5")]
    [InlineData("0")]
    [InlineData("Thu, 01 Jan 1970 00:00:00 GMT")]
    public async Task A_wait_that_makes_no_sense_is_our_own(string retryAfter)
    {
        await using var server = new ScriptedChatServer(ChatAnswers.Status(429, retryAfter: retryAfter), ChatAnswers.Streamed("ok"));
        var time = ModelTestClient.NewTime();
        using var pool = ModelTestClient.Open(server.BaseUrl, time);
        Assert.Equal("ok", (await ModelTestClient.AskAsync(pool, new RetryOptions(), time)).Text);
        Assert.InRange(Assert.Single(time.Waits), TimeSpan.Zero, TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task A_stream_that_broke_off_is_asked_for_anew_and_its_half_is_forgotten()
    {
        await using var server = new ScriptedChatServer(ChatAnswers.BrokenOff("half"), ChatAnswers.Streamed("whole"));
        var time = ModelTestClient.NewTime();
        using var pool = ModelTestClient.Open(server.BaseUrl, time);
        Assert.Equal("whole", (await ModelTestClient.AskAsync(pool, new RetryOptions(), time)).Text);
    }
}
