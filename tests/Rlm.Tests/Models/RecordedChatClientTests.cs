using Rlm.Models;
using Rlm.Runs;
using Rlm.Testing;

namespace Rlm.Tests.Models;

public sealed class RecordedChatClientTests
{
    [Fact]
    public async Task Completions_are_played_in_order_and_come_to_an_end()
    {
        using var folder = new TempFolder();
        var path = folder.Write("r.jsonl", """
            {"content":"first","prompt_tokens":3,"completion_tokens":2}

            {"content":"second {\"op\":\"final\"}"}
            """);
        using var pool = Open(path);
        var first = await AskAsync(pool);
        Assert.Equal(("first", new TokenUse(3, 2)), (first.Text, first.Tokens));
        var second = await AskAsync(pool);
        Assert.Equal("second {\"op\":\"final\"}", second.Text);
        Assert.Null(second.Tokens);
        var third = await AskAsync(pool);
        Assert.Equal("recording_ended", third.Error!.Code);
        Assert.Contains("2 completions", third.Error.Message);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("""{"content":7}""")]
    public void What_is_no_recording_is_refused_with_its_path(string line)
    {
        using var folder = new TempFolder();
        var path = folder.Write("r.jsonl", line);
        var refused = Assert.Throws<ModelException>(() => Open(path));
        Assert.Equal(ModelErrorCode.NotConfigured, refused.Code);
        Assert.Contains(path, refused.Message);
    }

    [Fact]
    public void A_file_that_is_not_there_is_refused_with_its_path()
    {
        var refused = Assert.Throws<ModelException>(() => Open("/no/such/recording.jsonl"));
        Assert.Contains("/no/such/recording.jsonl", refused.Message);
    }

    private static ModelPool Open(string path) => ModelFactory.Create(
        [new ProviderOptions { ProviderType = ProviderType.Recorded, Model = "recorded", BaseUrl = path }], localOnly: true, _ => null, TimeProvider.System);

    private static Task<ModelReply> AskAsync(ModelPool pool) =>
        ModelTestClient.AskAsync(pool, new RetryOptions { MaxRetries = 0 }, TimeProvider.System);
}
